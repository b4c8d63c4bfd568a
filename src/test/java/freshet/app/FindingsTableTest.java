package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.stream.TopicFinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTableTest {
  @Test
  void each_finding_is_a_line_with_its_cure_uncut() {
    String cure = "run kafka-configs " + "x".repeat(200);

    assertThat(
            FindingsTable.of(
                List.of(
                    new TopicFinding("items", "partitions", "3", "4", cure, true),
                    new TopicFinding("models", "topic", "missing", "there", "make it", false))))
        .isEqualToNormalizingNewlines(
            """
            topic   is             should be  cure
            items   partitions: 3  4          %s
            models  missing        there      make it
            """
                .formatted(cure));
  }
}
