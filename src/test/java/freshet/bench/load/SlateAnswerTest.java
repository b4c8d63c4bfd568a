package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.bench.FailedBenchException;
import freshet.event.ItemId;
import org.junit.jupiter.api.Test;

class SlateAnswerTest {
  private static final HttpAnswer ANSWER =
      new HttpAnswer(
          200,
          """
          {"user":"u","items":[
          {"item":"a-1","score":0.5,"layer":"collaborative","reason":"r","type":"t"},
          {"item":"a-12","score":0.4,"layer":"popularity","reason":"r"}],"degraded":false}""");

  private static final SlateAnswer SLATE = new SlateAnswer(ANSWER);

  @Test
  void items_are_counted_by_layer() {
    assertThat(SLATE.items()).isEqualTo(2);
    assertThat(SLATE.collaborative()).isEqualTo(1);
  }

  @Test
  void an_item_is_looked_for_with_its_layer() {
    assertThat(SLATE.hasCollaborative(new ItemId("a-1"))).isTrue();
    assertThat(SLATE.hasCollaborative(new ItemId("a-12"))).isFalse();
    assertThat(SLATE.hasCollaborative(new ItemId("a"))).isFalse();
  }

  @Test
  void an_answer_tells_of_an_item_by_its_whole_id() {
    assertThat(ANSWER.holds(new ItemId("a-12"))).isTrue();
    assertThat(ANSWER.holds(new ItemId("a"))).isFalse();
  }

  @Test
  void what_is_no_success_is_told_with_the_answer() {
    assertThatThrownBy(() -> new HttpAnswer(503, "{\"detail\":\"busy\"}").requireSuccess("GET /x"))
        .isInstanceOf(FailedBenchException.class)
        .hasMessageContaining("GET /x was answered 503, {\"detail\":\"busy\"}");
    assertThat(ANSWER.requireSuccess("GET /x")).isSameAs(ANSWER);
  }
}
