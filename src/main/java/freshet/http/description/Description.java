package freshet.http.description;

import io.javalin.router.EndpointMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a route does, takes and answers. It is declared with the route, and the API's document is
 * made of all there are, so that neither can be without the other.
 *
 * @param subject what it is about; routes of one subject stand together
 * @param summary what it does, in a few words
 * @param more what else there is to know; may be empty
 * @param body what a request carries
 * @param answers how it is answered where all is well
 * @param problems statuses of what else it may be answered, as RFC 9457 has it; 500 goes without
 *     saying
 */
public record Description(
    String subject,
    String summary,
    String more,
    List<Parameter> parameters,
    Optional<Body> body,
    List<Answer> answers,
    List<Integer> problems)
    implements EndpointMetadata {
  public Description {
    Objects.requireNonNull(subject);
    Objects.requireNonNull(summary);
    parameters = List.copyOf(parameters);
    answers = List.copyOf(answers);
    problems = List.copyOf(problems);
  }

  /** What a route is about and does. */
  public static Description of(String subject, String summary) {
    return new Description(subject, summary, "", List.of(), Optional.empty(), List.of(), List.of());
  }

  /** The same, saying more. */
  public Description more(String sentences) {
    return new Description(subject, summary, sentences, parameters, body, answers, problems);
  }

  /** The same with more parameters; no others are taken. */
  public Description takes(Parameter... others) {
    return new Description(
        subject, summary, more, joined(parameters, List.of(others)), body, answers, problems);
  }

  /** The same with a body. */
  public Description carries(Body what) {
    return new Description(
        subject, summary, more, parameters, Optional.of(what), answers, problems);
  }

  /**
   * The same with one more answer, which is JSON.
   *
   * @param type of the value that is written
   */
  public Description answers(int status, String meaning, Class<?> type) {
    return answers(new Answer(status, meaning, Answer.JSON, List.of(type)));
  }

  /**
   * The same with one more answer, whose body holds JSON but is of another content type.
   *
   * @param types of the values that are written, each of one of them
   */
  public Description answers(int status, String meaning, String contentType, Class<?>... types) {
    return answers(new Answer(status, meaning, contentType, List.of(types)));
  }

  /** The same with one more answer, whose body is no JSON. */
  public Description answersText(int status, String meaning, String contentType) {
    return answers(new Answer(status, meaning, contentType, List.of()));
  }

  private Description answers(Answer answer) {
    return new Description(
        subject, summary, more, parameters, body, joined(answers, List.of(answer)), problems);
  }

  /** The same with statuses of problems. */
  public Description problems(Integer... statuses) {
    return new Description(
        subject, summary, more, parameters, body, answers, joined(problems, List.of(statuses)));
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
