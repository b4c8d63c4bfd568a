package freshet.registry;

import org.apache.kafka.common.errors.SerializationException;

/**
 * Confluent's wire format: a zero byte, the schema's id in four bytes, highest first, then the
 * record in Avro binary.
 */
final class WireFormat {
  static final byte MAGIC = 0;

  /** Bytes before the record. */
  static final int HEADER_LENGTH = 5;

  private WireFormat() {}

  /**
   * The id of the schema a value was written with.
   *
   * @throws SerializationException if the value does not begin as the format demands
   */
  static int schemaId(byte[] value) {
    if (value.length < HEADER_LENGTH) {
      throw new SerializationException(
          "the value has %d bytes, too few for Confluent's wire format; write a zero byte, four bytes of schema id, then Avro binary"
              .formatted(value.length));
    }
    if (value[0] != MAGIC) {
      throw new SerializationException(
          "the value begins with byte 0x%02x, not with the zero byte of Confluent's wire format; write it with a registry-aware Avro serializer"
              .formatted(value[0]));
    }
    return (value[1] & 0xff) << 24
        | (value[2] & 0xff) << 16
        | (value[3] & 0xff) << 8
        | (value[4] & 0xff);
  }
}
