package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.time.Duration;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * How a row, or a change to one, is stored and sent.
 *
 * @param halfLife by which rows age; one that was stored under another setting keeps what it was
 *     worth at its latest step
 */
record RowFormat(HalfLife halfLife) implements StateFormat<Row> {

  @Override
  public String name() {
    return "co-occurrence row";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Row row, Encoder out) throws IOException {
    out.writeLong(halfLife.seconds());
    out.writeInt(row.total().epoch());
    out.writeLong(row.total().units());
    out.writeLong(row.latest());
    out.writeInt(row.size());
    out.writeBytes(row.successors().toBytes());
  }

  @Override
  public Row read(Decoder in) throws IOException {
    long seconds = in.readLong();
    DecayedSum total = new DecayedSum(in.readInt(), in.readLong());
    long latest = in.readLong();
    int size = StateFormat.count(in);
    Row row = new Row(total, latest, Successors.of(in.readBytes(null), size));
    return seconds == halfLife.seconds()
        ? row
        : row.ageingBy(new HalfLife(Duration.ofSeconds(seconds)), halfLife);
  }
}
