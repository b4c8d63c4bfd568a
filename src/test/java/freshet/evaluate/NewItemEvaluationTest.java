package freshet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.evaluate.Evaluation.Plan;
import freshet.evaluate.Evaluation.Protocol;
import freshet.event.ContentType;
import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.CandidateSource;
import freshet.recommend.Evidence;
import freshet.recommend.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewItemEvaluationTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String DESCRIBED = "page";

  private final List<Interaction> events = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();

  private void viewed(String user, String... viewed) {
    for (String item : viewed) {
      int second = events.size();
      events.add(
          Interaction.of(
              new EventId("e" + second),
              new UserId(user),
              new ItemId(item),
              InteractionTypes.builtIn().find("view").orElseThrow(),
              START.plusSeconds(second)));
    }
  }

  private void described(String type, String... names) {
    for (String name : names) {
      items.add(
          new Item(
              new ItemId(name),
              new ContentType(type),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              true));
    }
  }

  /** Believes the same of every user; has learned items whose names begin with "old". */
  private NewItemEvaluation.Result evaluate(Protocol protocol, Map<String, Double> beliefs) {
    CandidateSource source =
        new CandidateSource() {
          @Override
          public Layer layer() {
            return Layer.MODEL;
          }

          @Override
          public Opinion opinion(Question question) {
            return question.history().isEmpty() ? NONE : new Believing(beliefs);
          }
        };
    return new NewItemEvaluation(
            new EvaluatedLog(events, items),
            List.of(),
            new Plan(protocol, 1, START, Instant.MAX),
            EvaluationTest.SETTINGS,
            (catalogue, clock) -> source,
            new LearnedItems(
                item -> item.value().startsWith("old"),
                item -> item.type().value().equals(DESCRIBED)))
        .run(EvaluationListener.SILENT);
  }

  private record Believing(Map<String, Double> beliefs) implements CandidateSource.Opinion {
    @Override
    public Iterable<ItemId> candidates() {
      return beliefs.keySet().stream().map(ItemId::new).toList();
    }

    @Override
    public double score(ItemId item) {
      return beliefs.getOrDefault(item.value(), 0.0);
    }

    @Override
    public Evidence evidence(ItemId item) {
      throw new AssertionError("nobody asks why");
    }
  }

  @Test
  void new_items_are_ranked_among_new_items_only() {
    described(DESCRIBED, "old1", "old2", "a", "b", "c", "d", "e");
    viewed("u", "old1", "b");

    NewItemEvaluation.Result result =
        evaluate(
            Protocol.LEAVE_ONE_OUT,
            Map.of("old2", 0.9, "a", 0.5, "b", 0.4, "c", 0.3, "d", 0.2, "e", 0.1));

    assertThat(result.cases()).isEqualTo(1);
    assertThat(result.items()).isEqualTo(5);
    assertThat(result.model().auc()).isEqualTo(0.75);
    assertThat(result.model().hitRate()).isZero();
    assertThat(result.chance().auc()).isEqualTo(0.5);
    assertThat(result.chance().hitRate()).isEqualTo(0.2);
    assertThat(result.chance().ndcg()).isEqualTo(0.2);
  }

  @Test
  void a_case_whose_item_was_learned_is_none() {
    described(DESCRIBED, "old1", "old2", "a", "b");
    viewed("u", "old1", "old2");
    viewed("v", "old1", "a");

    assertThat(evaluate(Protocol.LEAVE_ONE_OUT, Map.of()).cases()).isEqualTo(1);
  }

  @Test
  void items_the_user_has_seen_are_not_ranked_and_are_no_cases() {
    described(DESCRIBED, "old1", "a", "b", "c");
    viewed("u", "old1", "a", "c");
    viewed("v", "old1", "b", "b");

    NewItemEvaluation.Result result =
        evaluate(Protocol.LEAVE_ONE_OUT, Map.of("a", 0.5, "c", 0.4, "b", 0.1));

    assertThat(result.cases()).isEqualTo(1);
    assertThat(result.model().auc()).isEqualTo(1);
    assertThat(result.chance().hitRate()).isEqualTo(0.5);
  }

  @Test
  void equal_scores_are_as_good_as_chance() {
    described(DESCRIBED, "old1", "a", "b", "c");
    viewed("u", "old1", "a");

    NewItemEvaluation.Result result =
        evaluate(Protocol.LEAVE_ONE_OUT, Map.of("a", 0.5, "b", 0.5, "c", 0.5));

    assertThat(result.model().auc()).isEqualTo(result.chance().auc());
    assertThat(result.model().hitRate()).isEqualTo(result.chance().hitRate());
    assertThat(result.model().ndcg()).isEqualTo(result.chance().ndcg());
  }

  @Test
  void an_item_without_content_and_a_user_without_history_are_chance() {
    described(DESCRIBED, "old1", "a", "b");
    described("unknown", "c");
    viewed("u", "old1", "c");
    viewed("v", "old1", "undescribed");
    viewed("w", "a");

    NewItemEvaluation.Result result =
        evaluate(Protocol.LEAVE_ONE_OUT, Map.of("a", 0.1, "b", 0.1, "c", 0.9, "undescribed", 0.9));

    assertThat(result.cases()).isEqualTo(3);
    assertThat(result.model().auc()).isEqualTo(0.5);
    assertThat(result.model().hitRate()).isEqualTo(result.chance().hitRate());
  }

  @Test
  void what_the_user_did_meanwhile_counts_in_prequential() {
    described(DESCRIBED, "old1", "a", "b", "c");
    viewed("u", "old1", "a", "b");

    NewItemEvaluation.Result result =
        evaluate(Protocol.PREQUENTIAL, Map.of("a", 0.5, "b", 0.4, "c", 0.3));

    assertThat(result.cases()).isEqualTo(2);
    assertThat(result.model().auc()).isEqualTo(1);
    assertThat(result.model().hitRate()).isEqualTo(1);
    assertThat(result.chance().hitRate()).isEqualTo((1 / 3.0 + 1 / 2.0) / 2);
  }

  @Test
  void where_there_is_nothing_to_choose_from_there_is_no_case() {
    described(DESCRIBED, "old1", "a");
    viewed("u", "old1", "a");

    NewItemEvaluation.Result result = evaluate(Protocol.LEAVE_ONE_OUT, Map.of("a", 0.5));

    assertThat(result.cases()).isZero();
    assertThat(result.model().auc95()).isEqualTo(new Interval(0, 1));
  }
}
