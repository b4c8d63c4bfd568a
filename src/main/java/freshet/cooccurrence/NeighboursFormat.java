package freshet.cooccurrence;

import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** How the published head of a row is kept by instances that do not own the row. */
final class NeighboursFormat implements StateFormat<Neighbours> {

  @Override
  public String name() {
    return "head of a co-occurrence row";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Neighbours head, Encoder out) throws IOException {
    out.writeDouble(head.support());
    out.writeInt(head.neighbours().size());
    for (Neighbour neighbour : head.neighbours()) {
      out.writeString(neighbour.item().value());
      out.writeFloat((float) neighbour.probability());
    }
  }

  @Override
  public Neighbours read(Decoder in) throws IOException {
    double support = in.readDouble();
    int size = StateFormat.count(in);
    List<Neighbour> neighbours = new ArrayList<>(StateFormat.room(size));
    for (int i = 0; i < size; i++) {
      neighbours.add(new Neighbour(new ItemId(in.readString()), in.readFloat()));
    }
    return new Neighbours(support, neighbours);
  }
}
