package freshet.model.scoring.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScannedVectorsTest extends ItemVectorsContract {
  @Override
  ItemVectors room(int dimensions) {
    return ItemVectors.roomFor(dimensions, 10, 10);
  }

  @Override
  double tolerance() {
    return 0.005;
  }

  @Override
  int inOrder() {
    return Integer.MAX_VALUE;
  }

  @Override
  int changes() {
    return 50_000;
  }

  @Test
  void the_place_of_a_removed_item_is_used_again() {
    ItemVectors items = filled(1024, 2, 1);
    long bytes = items.bytes();
    items.remove(id(500));
    items.put(id(9_999), new float[] {0, 1});

    assertThat(items.bytes()).isEqualTo(bytes);
  }

  @Test
  void an_item_that_came_after_the_question_is_a_stranger_to_the_answer() {
    ItemVectors items = filled(3, 2, 1);
    Beliefs beliefs = items.beliefs(new float[] {1, 1});
    items.put(id(3), new float[] {100, 100});

    assertThat(beliefs.of(id(3))).isEqualTo(beliefs.of(STRANGER));
    assertThat(drawn(beliefs.bestFirst(any -> true))).hasSize(3);
  }
}
