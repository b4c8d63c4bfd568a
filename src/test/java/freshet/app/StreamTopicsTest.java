package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.stream.TopicSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamTopicsTest {
  @Test
  void the_streams_own_topics_are_named_and_laid_out_as_it_makes_them() {
    Settings settings =
        Settings.with(
            Map.of(
                "topics.prefix", "shop.",
                "streams.application-id", "site",
                "kafka.partitions", "6"));

    assertThat(StreamTopics.specs(settings))
        .contains(
            TopicSpec.changelog("shop.site-profile-users-changelog", 6),
            TopicSpec.changelog("shop.site-popularity-counts-changelog", 6),
            TopicSpec.repartition("shop.site-cooccurrence-changes-repartition", 6),
            TopicSpec.repartition("shop.site-popularity-changes-repartition", 6));
  }
}
