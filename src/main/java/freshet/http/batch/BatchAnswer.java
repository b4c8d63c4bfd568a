package freshet.http.batch;

import freshet.http.batch.Batch.Bad;
import freshet.http.batch.Batch.Good;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.ProblemException;
import freshet.http.watch.WatchedRequests;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what became of a body: how many elements were accepted and rejected, and of which there is
 * more to say. Every rejected element is listed; an accepted one only if it was sent alone or was
 * given its name here, so that the answer to a large body stays small.
 *
 * @param <T> what an element was read as
 */
public final class BatchAnswer<T> {
  private record Line(int index, Map<String, Object> words) {}

  private final Batch<T> batch;
  private final String plural;
  private final String idField;
  private final Function<T, Optional<String>> givenName;
  private final Function<T, String> name;

  /**
   * @param plural what the elements are called
   * @param idField the field that names an element
   * @param name name of an element
   * @param givenName the same where the sender cannot know it
   */
  public BatchAnswer(
      Batch<T> batch,
      String plural,
      String idField,
      Function<T, String> name,
      Function<T, Optional<String>> givenName) {
    this.batch = batch;
    this.plural = plural;
    this.idField = idField;
    this.name = name;
    this.givenName = givenName;
  }

  /**
   * Refuses a body of which nothing can be taken: 400 if any element cannot be read, else 422.
   *
   * @throws ProblemException if there are elements and all are bad
   */
  public void requireSomeGood(Context ctx) {
    if (!batch.good().isEmpty() || batch.bad().isEmpty()) {
      return;
    }
    WatchedRequests.judged(ctx, 0, batch.bad().size(), 0);
    int status = batch.bad().stream().mapToInt(bad -> bad.rejection().status()).min().orElseThrow();
    Problem problem =
        batch.single()
            ? batch.bad().get(0).rejection().problem()
            : Problem.of(
                status,
                "none of the %d %s can be taken; see the reason of each under results"
                    .formatted(batch.size(), plural));
    throw counted(problem, new Receipt(0, new BitSet())).exception();
  }

  /**
   * Answers 202 when the log has all good elements.
   *
   * @throws ProblemException 503 if it has not
   */
  public void answer(Context ctx, Receipt receipt) {
    answer(ctx, receipt, Map.of());
  }

  /**
   * Answers 202 when the log has all good elements.
   *
   * @param more what else there is to say then
   * @throws ProblemException 503 if it has not
   */
  public void answer(Context ctx, Receipt receipt, Map<String, Object> more) {
    WatchedRequests.judged(
        ctx, receipt.count(), batch.bad().size(), receipt.handed() - receipt.count());
    if (!receipt.complete()) {
      throw counted(
              Problem.unavailable(
                  "the log has confirmed %d of %d %s; send those listed as unconfirmed again, each with the %s it has there"
                      .formatted(receipt.count(), receipt.handed(), plural, idField)),
              receipt)
          .exception();
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("accepted", receipt.count());
    body.put("rejected", batch.bad().size());
    body.put("results", results(receipt));
    body.putAll(more);
    Json.answer(ctx, 202, body);
  }

  private Problem counted(Problem problem, Receipt receipt) {
    return problem
        .with("accepted", receipt.count())
        .with("rejected", batch.bad().size())
        .with("results", results(receipt));
  }

  private List<Map<String, Object>> results(Receipt receipt) {
    List<Line> lines = new ArrayList<>();
    BitSet taken = receipt.taken();
    for (int i = 0; i < batch.good().size(); i++) {
      Good<T> good = batch.good().get(i);
      if (!taken.get(i)) {
        lines.add(named(good, "unconfirmed"));
      } else if (batch.single() || givenName.apply(good.value()).isPresent()) {
        lines.add(named(good, "accepted"));
      }
    }
    batch.bad().forEach(bad -> lines.add(rejected(bad)));
    lines.sort(Comparator.comparingInt(Line::index));
    return lines.stream().map(Line::words).toList();
  }

  private Line named(Good<T> good, String status) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("index", good.index());
    words.put(idField, name.apply(good.value()));
    words.put("status", status);
    return new Line(good.index(), words);
  }

  private static Line rejected(Bad bad) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("index", bad.index());
    words.put("status", "rejected");
    bad.rejection().field().ifPresent(field -> words.put("field", field));
    words.put("reason", bad.rejection().reason());
    return new Line(bad.index(), words);
  }
}
