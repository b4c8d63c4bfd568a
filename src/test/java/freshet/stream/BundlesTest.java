package freshet.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;

class BundlesTest {
  private static final int PARTITIONS = 5;

  private final Bundles<String, String> way =
      new Bundles<>("changes", Serdes.String(), Serdes.String(), PARTITIONS);
  private final BundleWriter<String, String> writer = way.writer();
  private final List<KeyValue<Integer, byte[]>> given = new ArrayList<>();

  private void take(int partition, byte[] bundle) {
    given.add(KeyValue.pair(partition, bundle));
  }

  private Map<String, String> arrived() {
    Map<String, String> arrived = new LinkedHashMap<>();
    given.forEach(
        bundle -> way.open(bundle.value).forEach(change -> arrived.put(change.key, change.value)));
    return arrived;
  }

  @Test
  void what_goes_in_comes_out_whatever_its_length() {
    Random random = new Random(1);
    Map<String, String> changes = new LinkedHashMap<>();
    for (int i = 0; i < 500; i++) {
      changes.put("item-" + i + "ö".repeat(random.nextInt(200)), "x".repeat(random.nextInt(400)));
    }
    changes.forEach((key, change) -> writer.add(key, change, this::take));
    writer.finish(this::take);
    assertThat(arrived()).isEqualTo(changes);
  }

  @Test
  void a_change_travels_to_where_kafka_would_put_its_key() {
    for (int i = 0; i < 100; i++) {
      writer.add("item-" + i, "x", this::take);
    }
    writer.finish(this::take);
    assertThat(given).hasSize(PARTITIONS);
    for (KeyValue<Integer, byte[]> bundle : given) {
      for (KeyValue<String, String> change : way.open(bundle.value)) {
        byte[] key = change.key.getBytes(StandardCharsets.UTF_8);
        assertThat(BuiltInPartitioner.partitionForKey(key, PARTITIONS)).isEqualTo(bundle.key);
      }
    }
  }

  @Test
  void a_bundle_is_given_away_before_it_grows_too_large() {
    for (int i = 0; i < 10_000; i++) {
      writer.add("item-" + i, "twenty bytes of text", this::take);
    }
    assertThat(given).hasSizeGreaterThan(10);
    assertThat(given)
        .allSatisfy(
            bundle ->
                assertThat(bundle.value.length)
                    .isBetween(BundleWriter.BYTES - 100, BundleWriter.BYTES + 100));
  }

  @Test
  void a_change_larger_than_a_bundle_travels_alone() {
    writer.add("small", "x", this::take);
    for (int i = 0; i < PARTITIONS * 4; i++) {
      writer.add("large-" + i, "x".repeat(2 * BundleWriter.BYTES), this::take);
    }
    writer.finish(this::take);
    assertThat(arrived()).hasSize(PARTITIONS * 4 + 1);
    assertThat(given.stream().map(bundle -> way.open(bundle.value).size())).containsOnly(1);
  }

  @Test
  void nothing_is_given_twice_and_what_is_cleared_is_not_given() {
    writer.add("a", "x", this::take);
    writer.finish(this::take);
    writer.finish(this::take);
    writer.add("b", "x", this::take);
    writer.clear();
    writer.finish(this::take);
    assertThat(arrived()).containsOnlyKeys("a");
  }

  @Test
  void a_damaged_bundle_is_told_and_none_of_it_is_used() {
    writer.add("a", "some text", this::take);
    writer.finish(this::take);
    byte[] whole = given.get(0).value;
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> way.open(cut))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("changes");
    }
    for (byte[] nonsense :
        List.of(
            new byte[] {-1, -1, -1, -1, 127, 0},
            new byte[] {-1, -1, -1, -1, -1, -1, -1},
            new byte[] {120, 1, 2})) {
      assertThatThrownBy(() -> way.open(nonsense)).isInstanceOf(SerializationException.class);
    }
  }
}
