package freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.avro.InteractionRecord;
import freshet.profile.ProfilePart;
import freshet.stream.DeadLetter;
import freshet.topology.RecommenderRig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTopologyTest {
  private static final String TOPIC = "interactions";

  @TempDir Path directory;
  private RecommenderRig rig;

  @BeforeEach
  void open() {
    rig = new RecommenderRig(directory);
  }

  @AfterEach
  void the_stream_goes_on() {
    rig.send(rig.event("good", "item", "view", 60));
    assertThat(rig.store(ProfilePart.STORE)).hasSize(1);
    assertThat(rig.deadLetters()).isEmpty();
    rig.close();
  }

  private TestRecord<String, byte[]> refused() {
    assertThat(rig.store(ProfilePart.STORE)).isEmpty();
    var letters = rig.deadLetters();
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }

  private String reason() {
    return RecommenderRig.texts(refused().headers()).get(DeadLetter.REASON);
  }

  private void sendUnder(String key, InteractionRecord event) {
    rig.sendBytes(TOPIC, key, rig.bytes(event), event.getTime());
  }

  @Test
  void bytes_that_nobody_can_read_are_kept_as_they_came_with_where_they_came_from() {
    rig.send(
        TOPIC,
        new TestRecord<>(
            "ann".getBytes(StandardCharsets.UTF_8),
            "no avro".getBytes(StandardCharsets.UTF_8),
            new RecordHeaders().add("trace", "t1".getBytes(StandardCharsets.UTF_8)),
            RecommenderRig.START));

    TestRecord<String, byte[]> letter = refused();
    assertThat(letter.key()).isEqualTo("ann");
    assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("no avro");
    Map<String, String> headers = RecommenderRig.texts(letter.headers());
    assertThat(headers)
        .containsEntry(DeadLetter.TOPIC, TOPIC)
        .containsEntry(DeadLetter.PARTITION, "0")
        .containsEntry(DeadLetter.OFFSET, "0")
        .containsEntry("trace", "t1");
    assertThat(headers.get(DeadLetter.REASON)).isNotBlank();
  }

  @Test
  void a_record_that_was_moved_and_is_still_misplaced_is_set_aside_instead_of_going_round() {
    rig.close();
    rig = new RecommenderRig(directory.resolve("two"), 2);
    String elsewhere =
        IntStream.range(0, 100)
            .mapToObj(i -> "user-" + i)
            .filter(
                user ->
                    Utils.toPositive(Utils.murmur2(user.getBytes(StandardCharsets.UTF_8))) % 2 == 1)
            .findFirst()
            .orElseThrow();
    // The driver has one partition, so what is moved comes back to where it was.
    rig.send(rig.event(elsewhere, "a", "view", 1));

    assertThat(reason()).contains("another number of partitions than kafka.partitions, 2");
    rig.close();
    rig = new RecommenderRig(directory.resolve("one"));
  }

  @Test
  void a_watch_is_told_what_becomes_of_records_and_of_an_event_when_its_profile_has_it() {
    List<String> told = new ArrayList<>();
    rig.watch(
        new IngestWatch() {
          @Override
          public void admitted() {
            told.add("admitted");
          }

          @Override
          public void refused() {
            told.add("refused");
          }

          @Override
          public void moved() {
            told.add("moved");
          }

          @Override
          public void processed(long offset, long arrivedMillis) {
            told.add(
                "processed %d after %d with %d"
                    .formatted(
                        offset,
                        arrivedMillis - RecommenderRig.START.toEpochMilli(),
                        rig.store(ProfilePart.STORE).size()));
          }
        });

    rig.sendBytes(TOPIC, "ann", new byte[] {1, 2, 3}, RecommenderRig.START);
    rig.send(rig.event("good", "item", "view", 60));
    rig.send(RecommenderRig.event("same", "good", "item", "view", 70));
    rig.send(RecommenderRig.event("same", "good", "item", "view", 70));

    assertThat(told)
        .containsExactly(
            "refused",
            "admitted",
            "processed 1 after 60000 with 1",
            "admitted",
            "processed 2 after 70000 with 1",
            "admitted",
            "processed 3 after 70000 with 1");
    rig.watch(IngestWatch.NONE);
    rig.deadLetters();
  }

  @Test
  void every_letter_names_its_own_offset() {
    for (int i = 0; i < 3; i++) {
      rig.sendBytes(TOPIC, "ann", new byte[] {1, 2, 3}, RecommenderRig.START);
    }
    assertThat(rig.deadLetters())
        .extracting(letter -> RecommenderRig.texts(letter.headers()).get(DeadLetter.OFFSET))
        .containsExactly("0", "1", "2");
  }

  @Test
  void a_schema_nobody_registered_and_a_record_cut_short_are_refused() {
    rig.sendBytes(TOPIC, "ann", new byte[] {0, 0, 0, 3, 9, 1}, RecommenderRig.START);
    byte[] whole = rig.bytes(rig.event("ann", "a", "view", 1));
    byte[] cut = Arrays.copyOf(whole, whole.length - 4);
    rig.sendBytes(TOPIC, "ann", cut, RecommenderRig.START);

    assertThat(rig.refusals()).hasSize(2);
    assertThat(rig.store(ProfilePart.STORE)).isEmpty();
  }

  @Test
  void a_null_value_is_refused() {
    rig.sendBytes(TOPIC, "ann", null, RecommenderRig.START);

    TestRecord<String, byte[]> letter = refused();
    assertThat(letter.value()).isNull();
    assertThat(RecommenderRig.texts(letter.headers()))
        .containsEntry(DeadLetter.REASON, "the value is null; an interaction cannot be deleted");
  }

  @Test
  void a_key_that_is_not_the_user_is_refused() {
    sendUnder("bob", rig.event("ann", "a", "view", 1));
    assertThat(reason())
        .isEqualTo(
            "the key is \"bob\" but the user is \"ann\"; write the user as the record's key");
  }

  @Test
  void a_missing_key_is_refused() {
    sendUnder(null, rig.event("ann", "a", "view", 1));
    assertThat(reason()).isEqualTo("the key is null; write the user as the record's key");
  }

  @Test
  void a_reason_never_grows_with_what_it_quotes() {
    sendUnder("x".repeat(100_000), rig.event("ann", "a", "view", 1));
    assertThat(reason()).hasSize(1_000);
  }

  @Test
  void a_type_nobody_defined_is_refused() {
    rig.send(rig.event("ann", "a", "teleport", 1));
    assertThat(reason()).startsWith("type is \"teleport\", which is not defined; use one of view");
  }

  @Test
  void the_future_is_judged_by_the_time_a_record_arrived() {
    InteractionRecord event = rig.event("ann", "a", "view", 10);
    Instant tooEarly = event.getTime().minus(Duration.ofMinutes(5)).minusMillis(1);
    rig.sendBytes(TOPIC, "ann", rig.bytes(event), tooEarly);
    assertThat(reason()).contains("more than 5 minutes in the future");

    InteractionRecord good = rig.event("good", "a", "view", 10);
    rig.sendBytes(TOPIC, "good", rig.bytes(good), tooEarly.plusMillis(1));
    assertThat(rig.refusals()).isEmpty();
    assertThat(rig.store(ProfilePart.STORE)).hasSize(1);
  }

  @Test
  void what_an_instance_has_admitted_counts_however_far_its_clock_is_ahead() {
    InteractionRecord event = rig.event("good", "a", "view", 10);
    Instant arrival = event.getTime().minus(Duration.ofHours(1));
    TestRecord<byte[], byte[]> message =
        new TestRecord<>("good".getBytes(StandardCharsets.UTF_8), rig.bytes(event), arrival);
    message.headers().add("freshet.admitted", new byte[0]);

    rig.send(TOPIC, message);

    assertThat(rig.refusals()).isEmpty();
    Map<Object, Object> profiles = rig.store(ProfilePart.STORE);
    assertThat(profiles.toString()).contains("item=a", "time=" + arrival);
  }

  @Test
  void blank_and_broken_ids_are_refused_with_their_field() {
    rig.send(RecommenderRig.event("", "ann", "a", "view", 1));
    rig.send(RecommenderRig.event("e", "ann", "", "view", 1));
    rig.send(RecommenderRig.event("e", "", "a", "view", 1));
    rig.send(RecommenderRig.event("e", "ann", "a", "", 1));
    rig.send(RecommenderRig.event("e", "ann", "a\u0007", "view", 1));

    assertThat(rig.refusals())
        .containsExactly(
            "eventId is missing; give 1 to 256 characters",
            "item is missing; give 1 to 256 characters",
            "user is missing; give 1 to 256 characters",
            "type is missing; give 1 to 256 characters",
            "item holds a control character at position 1; remove it");
    assertThat(rig.store(ProfilePart.STORE)).isEmpty();
  }

  @Test
  void an_event_before_1970_is_refused() {
    InteractionRecord event =
        InteractionRecord.newBuilder(rig.event("ann", "a", "view", 1))
            .setTime(Instant.ofEpochMilli(Long.MIN_VALUE))
            .build();
    rig.sendBytes(TOPIC, "ann", rig.bytes(event), RecommenderRig.START);
    assertThat(reason()).contains("before 1970");
  }
}
