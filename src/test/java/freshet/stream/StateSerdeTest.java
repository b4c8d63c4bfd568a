package freshet.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class StateSerdeTest {
  private static final StateSerde<Integer> SERDE =
      new StateSerde<>(
          new StateFormat<>() {
            @Override
            public String name() {
              return "number";
            }

            @Override
            public int version() {
              return 2;
            }

            @Override
            public void write(Integer value, Encoder out) throws IOException {
              out.writeInt(value);
            }

            @Override
            public Integer read(Decoder in) throws IOException {
              return in.readInt();
            }
          });

  private static Integer read(int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    return SERDE.deserializer().deserialize("topic", value);
  }

  @Test
  void what_was_written_is_read_behind_the_version_of_its_layout() {
    byte[] bytes = SERDE.serializer().serialize("topic", 5);

    assertThat(bytes).startsWith(2);
    assertThat(SERDE.deserializer().deserialize("topic", bytes)).isEqualTo(5);
  }

  @Test
  void an_earlier_layout_and_those_of_the_next_releases_are_of_another_release() {
    for (int version : new int[] {1, 3, 17}) {
      assertThatThrownBy(() -> read(version, 10))
          .isInstanceOf(IncompatibleStateException.class)
          .hasMessageContaining("a stored number has layout version " + version);
    }
  }

  @Test
  void what_no_release_can_have_written_is_poison_and_no_reason_to_stop() {
    for (int first : new int[] {0, 18, 127, -1}) {
      assertThatThrownBy(() -> read(first, 10))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("begins with byte " + first);
    }
    assertThatThrownBy(() -> read()).isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> read(2)).isInstanceOf(SerializationException.class);
  }
}
