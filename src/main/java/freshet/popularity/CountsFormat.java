package freshet.popularity;

import freshet.decay.DecayedSum;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** How counts, or a change to them, are stored and sent. */
final class CountsFormat implements StateFormat<Counts> {

  @Override
  public String name() {
    return "popularity count";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Counts counts, Encoder out) throws IOException {
    out.writeLong(counts.events());
    out.writeLong(counts.latest());
    out.writeInt(counts.sums().size());
    for (DecayedSum sum : counts.sums()) {
      out.writeInt(sum.epoch());
      out.writeLong(sum.units());
    }
  }

  @Override
  public Counts read(Decoder in) throws IOException {
    long events = in.readLong();
    long latest = in.readLong();
    int size = in.readInt();
    List<DecayedSum> sums = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      sums.add(new DecayedSum(in.readInt(), in.readLong()));
    }
    return new Counts(events, latest, sums);
  }
}
