package freshet.profile;

import freshet.event.UserId;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** How it is stored what a user's id has to do with other ids. */
record MergesFormat() implements StateFormat<Merges> {

  @Override
  public String name() {
    return "list of merges";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Merges merges, Encoder out) throws IOException {
    out.writeInt(merges.latest().size());
    for (Map.Entry<UserId, Instant> merge : merges.latest().entrySet()) {
      out.writeString(merge.getKey().value());
      out.writeLong(merge.getValue().toEpochMilli());
    }
    out.writeBoolean(merges.moved().isPresent());
    if (merges.moved().isPresent()) {
      out.writeString(merges.moved().get().into().value());
      out.writeLong(merges.moved().get().time().toEpochMilli());
    }
  }

  @Override
  public Merges read(Decoder in) throws IOException {
    int count = StateFormat.count(in);
    Map<UserId, Instant> latest = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      latest.put(new UserId(in.readString()), Instant.ofEpochMilli(in.readLong()));
    }
    Optional<Merges.Move> moved =
        in.readBoolean()
            ? Optional.of(
                new Merges.Move(new UserId(in.readString()), Instant.ofEpochMilli(in.readLong())))
            : Optional.empty();
    return new Merges(latest, moved);
  }
}
