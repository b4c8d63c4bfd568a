package freshet.http.exchange;

import freshet.event.InvalidInputException;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What went wrong with a request, as RFC 9457 writes it.
 *
 * @param status HTTP status, 400 to 599
 * @param detail a sentence that names the cure
 * @param members what else the answer carries, in order: field, cure, counts
 * @param headers header fields of the answer, such as Allow and Retry-After
 */
public record Problem(
    int status, String detail, Map<String, Object> members, Map<String, String> headers) {
  public static final String CONTENT_TYPE = "application/problem+json";

  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    headers = Map.copyOf(headers);
  }

  public static Problem of(int status, String detail) {
    return new Problem(status, detail, Map.of(), Map.of());
  }

  /** A problem that one field is to blame for. */
  public static Problem of(int status, InvalidInputException invalid) {
    return of(status, invalid.getMessage()).blaming(invalid.field());
  }

  /** Something needed does not answer now; the caller may try again in a second. */
  public static Problem unavailable(String detail) {
    return of(HttpStatus.SERVICE_UNAVAILABLE_503, detail).header("Retry-After", "1");
  }

  /** The same, naming the field to blame; the cure is what the detail says after its semicolon. */
  public Problem blaming(String field) {
    Problem blaming = with("field", field);
    int cure = detail.lastIndexOf("; ");
    return cure < 0 ? blaming : blaming.with("cure", detail.substring(cure + 2));
  }

  /** The same with one more member. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, detail, more, headers);
  }

  /** The same with one more header field. */
  public Problem header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, detail, members, more);
  }

  /** The body of the answer. */
  public byte[] json() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", HttpStatus.getMessage(status));
    body.put("status", status);
    body.put("detail", detail);
    body.putAll(members);
    return Json.bytes(body);
  }

  /** Answers a request with this problem. */
  public void answer(Context ctx) {
    headers.forEach(ctx::header);
    ctx.status(status).contentType(CONTENT_TYPE).result(json());
  }

  /** To be thrown where the request cannot go on. */
  public ProblemException exception() {
    return new ProblemException(this);
  }
}
