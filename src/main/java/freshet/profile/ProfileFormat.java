package freshet.profile;

import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * How a profile is stored. Type names are written once and numbered; times are differences to the
 * entry before.
 *
 * @param types those the site defines; an entry of a type that is no longer among them is kept with
 *     weight 0
 */
record ProfileFormat(InteractionTypes types) implements StateFormat<Profile> {

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Profile profile, Encoder out) throws IOException {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    profile.history().forEach(entry -> numbers.putIfAbsent(entry.type().name(), numbers.size()));
    profile.hidden().forEach(hidden -> numbers.putIfAbsent(hidden.type(), numbers.size()));
    out.writeInt(numbers.size());
    for (String name : numbers.keySet()) {
      out.writeString(name);
    }
    out.writeInt(profile.history().size());
    long before = 0;
    for (Entry entry : profile.history()) {
      out.writeString(entry.item().value());
      out.writeInt(numbers.get(entry.type().name()));
      long time = entry.time().toEpochMilli();
      out.writeLong(time - before);
      before = time;
      out.writeBoolean(entry.seconds().isPresent());
      if (entry.seconds().isPresent()) {
        out.writeDouble(entry.seconds().getAsDouble());
      }
    }
    out.writeInt(profile.earlier().size());
    for (ItemId item : profile.earlier()) {
      out.writeString(item.value());
    }
    out.writeInt(profile.hidden().size());
    for (Profile.Hidden hidden : profile.hidden()) {
      out.writeString(hidden.item().value());
      out.writeInt(numbers.get(hidden.type()));
      out.writeLong(hidden.time().toEpochMilli());
    }
    out.writeBytes(profile.eventIds().toBytes());
    out.writeLong(profile.version());
  }

  @Override
  public Profile read(Decoder in) throws IOException {
    InteractionType[] numbered = new InteractionType[in.readInt()];
    for (int i = 0; i < numbered.length; i++) {
      String name = in.readString();
      numbered[i] = types.find(name).orElseGet(() -> InteractionType.speaksFor(name, 0));
    }
    int entries = in.readInt();
    List<Entry> history = new ArrayList<>(entries);
    long time = 0;
    for (int i = 0; i < entries; i++) {
      ItemId item = new ItemId(in.readString());
      InteractionType type = numbered[in.readInt()];
      time += in.readLong();
      OptionalDouble seconds =
          in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
      history.add(new Entry(item, type, Instant.ofEpochMilli(time), seconds));
    }
    int past = in.readInt();
    List<ItemId> earlier = new ArrayList<>(past);
    for (int i = 0; i < past; i++) {
      earlier.add(new ItemId(in.readString()));
    }
    int hiddenCount = in.readInt();
    List<Profile.Hidden> hidden = new ArrayList<>(hiddenCount);
    for (int i = 0; i < hiddenCount; i++) {
      hidden.add(
          new Profile.Hidden(
              new ItemId(in.readString()),
              numbered[in.readInt()].name(),
              Instant.ofEpochMilli(in.readLong())));
    }
    EventIds ids = EventIds.of(in.readBytes(null));
    return new Profile(history, earlier, hidden, ids, in.readLong());
  }
}
