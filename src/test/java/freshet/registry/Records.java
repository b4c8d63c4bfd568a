package freshet.registry;

import freshet.avro.InteractionRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** What the tests of this package write and read. */
final class Records {
  static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123Z");

  /** Interactions as they were before anybody knew sessions, seconds or slates. */
  static final String OLDER_INTERACTION =
      """
      {"type": "record", "name": "InteractionRecord", "namespace": "freshet.avro", "fields": [
        {"name": "eventId", "type": "string"},
        {"name": "user", "type": "string"},
        {"name": "item", "type": "string"},
        {"name": "type", "type": "string"},
        {"name": "time", "type": {"type": "long", "logicalType": "timestamp-millis"}}
      ]}""";

  private Records() {}

  static InteractionRecord interaction() {
    return InteractionRecord.newBuilder()
        .setEventId("e-1")
        .setUser("ada")
        .setItem("chess ♞")
        .setType("play")
        .setTime(TIME)
        .setSession("s-1")
        .setSeconds(12.5)
        .setSlate(null)
        .build();
  }

  /** The text of a hand-written schema. */
  static String handWritten(String name) {
    try (InputStream in = Records.class.getResourceAsStream("/schemas/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Today's interactions with fields this program does not know, in the middle and at the end. */
  static Schema newerInteraction() {
    String text =
        handWritten("interaction.avsc")
            .replace(
                "{\"name\": \"item\"",
                "{\"name\": \"tags\", \"type\": {\"type\": \"array\", \"items\": \"string\"}, \"default\": []}, {\"name\": \"item\"")
            .replace(
                "{\"name\": \"slate\"",
                "{\"name\": \"place\", \"type\": [\"null\", \"string\"], \"default\": null}, {\"name\": \"slate\"");
    return new Schema.Parser().parse(text);
  }

  /** A value in the wire format, made with nothing but Avro. */
  static byte[] wire(int id, GenericRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 0, (byte) (id >> 8), (byte) id});
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
