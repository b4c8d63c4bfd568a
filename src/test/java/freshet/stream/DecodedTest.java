package freshet.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.registry.RegistryUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class DecodedTest {
  private static Decoded<String> read(byte[] bytes, Function<String, String> reader) {
    Serde<Decoded<String>> serde = Decoded.serde(new StringSerde<>(value -> value, reader));
    return serde.deserializer().deserialize("t", new RecordHeaders(), bytes);
  }

  private static Decoded<String> failing(RuntimeException error) {
    return read(
        new byte[] {1},
        value -> {
          throw error;
        });
  }

  @Test
  void what_can_be_read_is_a_value_beside_its_bytes() {
    Decoded<String> decoded = read(new byte[] {'a'}, value -> value);
    assertThat(decoded.value()).hasValue("a");
    assertThat(decoded.raw()).containsExactly('a');
    assertThat(decoded.isTombstone()).isFalse();
  }

  @Test
  void a_tombstone_is_neither_value_nor_problem() {
    Decoded<String> decoded = read(null, value -> value);
    assertThat(decoded.isTombstone()).isTrue();
    assertThat(decoded.value()).isEmpty();
    assertThat(decoded.problem()).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_a_problem_with_its_cause() {
    Decoded<String> decoded =
        failing(new SerializationException("no", new IOException("too short")));
    assertThat(decoded.value()).isEmpty();
    assertThat(decoded.problem()).hasValue("no: too short");
    assertThat(decoded.raw()).containsExactly(1);
  }

  @Test
  void a_serde_that_reads_nothing_out_of_bytes_has_a_problem_too() {
    assertThat(read(new byte[] {1}, value -> null).problem()).isPresent();
  }

  @Test
  void where_the_registry_cannot_be_reached_the_record_is_not_to_blame() {
    for (RuntimeException error :
        new RuntimeException[] {
          new SerializationException("x", new ConnectException("refused")),
          new SerializationException("x", new HttpTimeoutException("slow")),
          new RegistryUnavailableException("it answered 503"),
          new RegistryUnavailableException("x", new IOException("reset"))
        }) {
      assertThatThrownBy(() -> failing(error)).isSameAs(error);
    }
  }
}
