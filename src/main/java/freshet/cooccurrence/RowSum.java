package freshet.cooccurrence;

import freshet.stream.StateSerde;
import java.util.function.BinaryOperator;
import org.apache.kafka.common.serialization.Serde;

/**
 * Adds up the two parts of a row as they are stored, either of which may be null. Which part holds
 * what depends on the moment; the sum does not, as long as the row was never full.
 *
 * @param settings those the row was stored under
 */
public record RowSum(CooccurrenceSettings settings) implements BinaryOperator<byte[]> {
  @Override
  public byte[] apply(byte[] settled, byte[] recent) {
    Serde<Row> serde = new StateSerde<>(new RowFormat(settings.halfLife()));
    Row row =
        StoredRows.sum(
            serde.deserializer().deserialize(CooccurrencePart.ROWS, settled),
            serde.deserializer().deserialize(CooccurrencePart.RECENT, recent),
            settings.successors());
    return serde.serializer().serialize(CooccurrencePart.ROWS, row);
  }
}
