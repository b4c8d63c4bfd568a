package freshet.engagement;

import freshet.recommend.impression.Sums;
import freshet.stream.StateFormat;
import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** How the sums of a cell are stored. */
record SumsFormat() implements StateFormat<Sums> {

  @Override
  public String name() {
    return "count of impressions";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Sums sums, Encoder out) throws IOException {
    out.writeLong(sums.users());
    out.writeLong(sums.impressions());
    out.writeLong(sums.squares());
    write(sums.clicks(), out);
    write(sums.likes(), out);
    write(sums.plays(), out);
  }

  private static void write(Sums.Part part, Encoder out) throws IOException {
    out.writeLong(part.sum());
    out.writeLong(part.squares());
    out.writeLong(part.products());
  }

  @Override
  public Sums read(Decoder in) throws IOException {
    return new Sums(in.readLong(), in.readLong(), in.readLong(), part(in), part(in), part(in));
  }

  private static Sums.Part part(Decoder in) throws IOException {
    return new Sums.Part(in.readLong(), in.readLong(), in.readLong());
  }
}
