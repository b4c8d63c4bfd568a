package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestorationTest {
  private static final TopicPartition ZERO = new TopicPartition("changelog", 0);
  private static final TopicPartition ONE = new TopicPartition("changelog", 1);

  private final Restoration restoration = new Restoration();

  @Test
  void nothing_is_told_while_nothing_is_restored() {
    assertThat(restoration.progress()).isEmpty();
  }

  @Test
  void progress_is_that_of_all_partitions_together() {
    restoration.onRestoreStart(ZERO, "profiles", 100, 1_100);
    restoration.onRestoreStart(ONE, "profiles", 0, 3_000);
    restoration.onBatchRestored(ZERO, "profiles", 600, 500);
    restoration.onBatchRestored(ONE, "profiles", 500, 500);

    assertThat(restoration.progress()).contains("1,000 of 4,000 records (25 %)");
  }

  @Test
  void a_partition_that_is_done_or_has_moved_counts_no_longer() {
    restoration.onRestoreStart(ZERO, "profiles", 0, 10);
    restoration.onRestoreStart(ONE, "profiles", 0, 10);
    restoration.onRestoreEnd(ZERO, "profiles", 10);
    assertThat(restoration.progress()).contains("0 of 10 records (0 %)");

    restoration.onRestoreSuspended(ONE, "profiles", 3);
    assertThat(restoration.progress()).isEmpty();
  }

  @Test
  void more_than_was_announced_is_not_more_than_all() {
    restoration.onRestoreStart(ZERO, "profiles", 0, 10);
    restoration.onBatchRestored(ZERO, "profiles", 20, 20);

    assertThat(restoration.progress()).contains("10 of 10 records (100 %)");
  }
}
