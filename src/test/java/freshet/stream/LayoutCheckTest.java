package freshet.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutCheckTest {
  private static final TopicSpec LOG = TopicSpec.log("shop.events", 4, Duration.ofDays(1));
  private static final TopicSpec TABLE = TopicSpec.table("items", 4);
  private static final TopicSpec SINGLE = TopicSpec.table("models");
  private static final TopicSpec CHANGELOG = TopicSpec.changelog("app-users-changelog", 4);

  private final LayoutCheck check = new LayoutCheck("kafka:9092", -1);

  @Test
  void a_topic_that_is_as_it_should_be_is_not_told() {
    for (TopicSpec spec : List.of(LOG, TABLE, SINGLE, CHANGELOG)) {
      assertThat(findings(spec, spec.partitions(), 1, Map.of())).isEmpty();
    }
  }

  @Test
  void what_makes_a_topic_only_slower_or_larger_is_for_others_to_choose() {
    assertThat(findings(TABLE, 4, 1, Map.of("segment.bytes", "1073741824", "segment.ms", "1")))
        .isEmpty();
  }

  @Test
  void another_number_of_partitions_is_refused_and_the_cure_depends_on_who_decides_it() {
    assertThat(only(findings(LOG, 3, 1, Map.of())).sentence())
        .isEqualTo(
            "topic shop.events has 3 partitions and should have 4; set kafka.partitions to 3, or use another topics.prefix");
    assertThat(only(findings(SINGLE, 2, 1, Map.of())).sentence())
        .isEqualTo(
            "topic models has 2 partitions and should have 1; use another topics.prefix, or delete it with what it holds and run freshet topics create");
    TopicFinding changelog = only(findings(CHANGELOG, 1, 1, Map.of()));
    assertThat(changelog.sentence())
        .isEqualTo(
            "topic app-users-changelog has 1 partition and should have 4; set kafka.partitions to 1 if the other topics have as many, or raise streams.generation and run freshet rebuild, which builds the state anew from the log");
    assertThat(changelog.refused()).isTrue();
  }

  @Test
  void a_log_that_is_compacted_is_refused_with_the_command_that_mends_it() {
    TopicFinding finding = only(findings(LOG, 4, 1, Map.of("cleanup.policy", "compact")));

    assertThat(finding.sentence())
        .isEqualTo(
            "topic shop.events has cleanup.policy=compact and should have delete; before all but the last of each key is lost, run kafka-configs --bootstrap-server kafka:9092 --alter --entity-type topics --entity-name shop.events --add-config cleanup.policy=delete");
    assertThat(finding.refused()).isTrue();
  }

  @Test
  void a_table_that_is_not_compacted_or_also_deleted_is_refused() {
    for (String policy : List.of("delete", "compact,delete", "delete, compact")) {
      for (TopicSpec spec : List.of(TABLE, CHANGELOG)) {
        TopicFinding finding = only(findings(spec, 4, 1, Map.of("cleanup.policy", policy)));

        assertThat(finding.refused()).isTrue();
        assertThat(finding.sentence())
            .contains(
                "cleanup.policy=" + policy + " and should have compact; before what it keeps");
      }
    }
  }

  @Test
  void the_senders_time_in_a_log_is_refused_and_in_a_table_it_does_not_matter() {
    Map<String, String> senders = Map.of("message.timestamp.type", "CreateTime");

    TopicFinding finding = only(findings(LOG, 4, 1, senders));

    assertThat(finding.refused()).isTrue();
    assertThat(finding.sentence())
        .startsWith(
            "topic shop.events has message.timestamp.type=CreateTime and should have LogAppendTime; ")
        .contains("--add-config message.timestamp.type=LogAppendTime");
    assertThat(findings(TABLE, 4, 1, senders)).isEmpty();
  }

  @Test
  void another_retention_is_told_and_not_refused() {
    for (String retention : List.of("1000", "-1")) {
      TopicFinding finding = only(findings(LOG, 4, 1, Map.of("retention.ms", retention)));

      assertThat(finding.refused()).isFalse();
      assertThat(finding.is()).isEqualTo(retention);
      assertThat(finding.should()).isEqualTo("86400000");
    }
    assertThat(only(findings(TABLE, 4, 1, Map.of("delete.retention.ms", "1000"))).refused())
        .isFalse();
  }

  @Test
  void replicas_are_compared_only_where_the_settings_say_how_many() {
    assertThat(findings(LOG, 4, 2, Map.of())).isEmpty();

    TopicFinding finding =
        only(
            new LayoutCheck("kafka:9092", 3)
                .findings(List.of(LOG), Map.of(LOG.name(), layout(LOG, 4, 2, Map.of()))));

    assertThat(finding.refused()).isFalse();
    assertThat(finding.sentence())
        .isEqualTo(
            "topic shop.events has 2 replicas and should have 3; set kafka.replication to 2, or run kafka-reassign-partitions");
  }

  @Test
  void more_replicas_to_confirm_a_write_than_there_are_is_refused() {
    assertThat(findings(LOG, 4, 2, Map.of("min.insync.replicas", "2"))).isEmpty();

    TopicFinding finding = only(findings(LOG, 4, 1, Map.of("min.insync.replicas", "2")));

    assertThat(finding.refused()).isTrue();
    assertThat(finding.sentence())
        .startsWith("topic shop.events has min.insync.replicas=2 and should have at most 1; ")
        .contains("nothing can be written", "--add-config min.insync.replicas=1");
  }

  @Test
  void a_topic_that_is_missing_is_told_unless_the_stream_makes_it() {
    assertThat(check.findings(List.of(LOG, CHANGELOG), Map.of()))
        .extracting(TopicFinding::sentence)
        .containsExactly("topic shop.events is missing; run freshet topics create");
    assertThat(TopicCreation.missing(List.of(LOG, CHANGELOG), Map.of())).containsExactly(LOG);
  }

  @Test
  void all_that_is_wrong_is_told_at_once_and_what_is_only_different_is_not_refused() {
    List<TopicFinding> wrong =
        findings(LOG, 3, 1, Map.of("cleanup.policy", "compact", "retention.ms", "1"));

    assertThat(wrong).hasSize(3);
    assertThatThrownBy(() -> TopicCreation.refuse(wrong))
        .isInstanceOf(IllegalStateException.class)
        .message()
        .isEqualToNormalizingNewlines(
            """
            2 things are wrong with the topics:
              %s
              %s"""
                .formatted(wrong.get(0).sentence(), wrong.get(1).sentence()));
    assertThatThrownBy(() -> TopicCreation.refuse(wrong.subList(0, 1)))
        .hasMessage(wrong.get(0).sentence());
    TopicCreation.refuse(wrong.subList(2, 3));
  }

  private List<TopicFinding> findings(
      TopicSpec spec, int partitions, int replicas, Map<String, String> different) {
    return check.findings(
        List.of(spec), Map.of(spec.name(), layout(spec, partitions, replicas, different)));
  }

  /** As the brokers would say it: all of a topic's configuration, the defaults included. */
  private static TopicLayout layout(
      TopicSpec spec, int partitions, int replicas, Map<String, String> different) {
    Map<String, String> config = new HashMap<>();
    config.put("message.timestamp.type", "CreateTime");
    config.put("retention.ms", "604800000");
    config.put("min.insync.replicas", "1");
    config.putAll(spec.config());
    config.putAll(different);
    return new TopicLayout(partitions, replicas, config);
  }

  private static TopicFinding only(List<TopicFinding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
