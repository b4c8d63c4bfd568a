package freshet.profile;

import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** How the proof of an erasure is stored on every instance. */
record ErasureFormat() implements StateFormat<Erasure> {

  @Override
  public String name() {
    return "proof of an erasure";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Erasure erasure, Encoder out) throws IOException {
    out.writeString(erasure.id().value());
    out.writeLong(erasure.accepted().toEpochMilli());
    out.writeBoolean(erasure.done().isPresent());
    if (erasure.done().isPresent()) {
      out.writeLong(erasure.done().get().toEpochMilli());
    }
    out.writeLong(erasure.interactions());
    out.writeInt(erasure.parts());
  }

  @Override
  public Erasure read(Decoder in) throws IOException {
    ErasureId id = new ErasureId(in.readString());
    Instant accepted = Instant.ofEpochMilli(in.readLong());
    Optional<Instant> done =
        in.readBoolean() ? Optional.of(Instant.ofEpochMilli(in.readLong())) : Optional.empty();
    return new Erasure(id, accepted, done, in.readLong(), in.readInt());
  }
}
