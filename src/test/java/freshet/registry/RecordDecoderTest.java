package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTest {
  private static final Schema EVERYTHING =
      SchemaBuilder.record("Everything")
          .fields()
          .name("flag")
          .type()
          .booleanType()
          .noDefault()
          .name("small")
          .type()
          .intType()
          .noDefault()
          .name("large")
          .type()
          .longType()
          .noDefault()
          .name("half")
          .type()
          .floatType()
          .noDefault()
          .name("whole")
          .type()
          .doubleType()
          .noDefault()
          .name("text")
          .type()
          .stringType()
          .noDefault()
          .name("bytes")
          .type()
          .bytesType()
          .noDefault()
          .name("fixed")
          .type()
          .fixed("F")
          .size(3)
          .noDefault()
          .name("letter")
          .type()
          .enumeration("E")
          .symbols("A", "B")
          .noDefault()
          .name("list")
          .type()
          .array()
          .items()
          .stringType()
          .noDefault()
          .name("map")
          .type()
          .map()
          .values()
          .longType()
          .noDefault()
          .name("choice")
          .type()
          .unionOf()
          .nullType()
          .and()
          .intType()
          .endUnion()
          .noDefault()
          .name("last")
          .type()
          .intType()
          .noDefault()
          .endRecord();
  private static final Schema ONLY_LAST =
      SchemaBuilder.record("Everything").fields().requiredInt("last").endRecord();

  private static GenericRecord everything(int size) {
    GenericRecord record = new GenericData.Record(EVERYTHING);
    record.put("flag", true);
    record.put("small", Integer.MIN_VALUE);
    record.put("large", Long.MIN_VALUE);
    record.put("half", 0.5f);
    record.put("whole", -1e300);
    record.put("text", "♞".repeat(size));
    record.put("bytes", ByteBuffer.wrap(new byte[size]));
    record.put("fixed", new GenericData.Fixed(EVERYTHING.getField("fixed").schema(), new byte[3]));
    record.put("letter", new GenericData.EnumSymbol(EVERYTHING.getField("letter").schema(), "B"));
    record.put("list", List.of("a", "b"));
    record.put("map", Map.of("k", Long.MAX_VALUE));
    record.put("choice", 5);
    record.put("last", 99);
    return record;
  }

  private static byte[] encode(GenericRecord record, boolean blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder =
        blocks
            ? EncoderFactory.get().blockingBinaryEncoder(out, null)
            : EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(EVERYTHING).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 10_000})
  void every_type_is_read_in_both_forms_of_lists(int size) throws IOException {
    for (boolean blocks : new boolean[] {false, true}) {
      RecordDecoder decoder = new RecordDecoder(encode(everything(size), blocks), 0);

      GenericRecord read = new GenericDatumReader<GenericRecord>(EVERYTHING).read(null, decoder);

      assertThat(read.toString()).isEqualTo(everything(size).toString());
      assertThat(decoder.remaining()).isZero();
    }
  }

  @Test
  void every_type_is_skipped_in_both_forms_of_lists() throws IOException {
    for (boolean blocks : new boolean[] {false, true}) {
      RecordDecoder decoder = new RecordDecoder(encode(everything(70), blocks), 0);

      GenericRecord read =
          new GenericDatumReader<GenericRecord>(EVERYTHING, ONLY_LAST).read(null, decoder);

      assertThat(read.get("last")).isEqualTo(99);
      assertThat(decoder.remaining()).isZero();
    }
  }

  @Test
  void every_shortened_record_ends_too_early() throws IOException {
    byte[] whole = encode(everything(3), false);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(
              () ->
                  new GenericDatumReader<GenericRecord>(EVERYTHING)
                      .read(null, new RecordDecoder(part, 0)))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void lists_are_not_believed_to_be_longer_than_the_record() {
    byte[] huge = {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1};

    assertThatThrownBy(() -> new RecordDecoder(huge, 0).readArrayStart())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new RecordDecoder(huge, 0).readMapStart())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new RecordDecoder(huge, 0).skipArray())
        .isInstanceOf(EOFException.class);
  }

  @Test
  void negative_lengths_and_endless_numbers_are_refused() {
    assertThatThrownBy(() -> new RecordDecoder(new byte[] {1, 0, 0}, 0).readString())
        .isInstanceOf(AvroRuntimeException.class);
    assertThatThrownBy(() -> new RecordDecoder(new byte[] {1, 0, 0}, 0).skipBytes())
        .isInstanceOf(AvroRuntimeException.class);
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) -1);
    assertThatThrownBy(() -> new RecordDecoder(endless, 0).readLong())
        .isInstanceOf(AvroRuntimeException.class);
    assertThatThrownBy(() -> new RecordDecoder(endless, 0).readIndex())
        .isInstanceOf(AvroRuntimeException.class);
  }
}
