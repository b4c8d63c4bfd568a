package freshet.profile;

import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;

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

  /** The layout that does not say what was erased. */
  private static final int WITHOUT_ERASED = 2;

  @Override
  public int version() {
    return 3;
  }

  @Override
  public boolean reads(int stored) {
    return stored == version() || stored == WITHOUT_ERASED;
  }

  @Override
  public void write(Profile profile, Encoder out) throws IOException {
    List<String> names = names(profile);
    out.writeInt(names.size());
    for (String name : names) {
      out.writeString(name);
    }
    out.writeInt(profile.history().size());
    long before = 0;
    for (Entry entry : profile.history()) {
      out.writeString(entry.item().value());
      out.writeInt(names.indexOf(entry.type().name()));
      long time = entry.time().toEpochMilli();
      out.writeLong(time - before);
      before = time;
      out.writeBoolean(entry.seconds().isPresent());
      if (entry.seconds().isPresent()) {
        out.writeDouble(entry.seconds().getAsDouble());
      }
    }
    out.writeBytes(profile.earlier().toBytes());
    out.writeInt(profile.hidden().size());
    for (Profile.Hidden hidden : profile.hidden()) {
      out.writeString(hidden.item().value());
      out.writeInt(names.indexOf(hidden.type()));
      out.writeLong(hidden.time().toEpochMilli());
    }
    out.writeBytes(profile.eventIds().toBytes());
    out.writeLong(profile.version());
    out.writeLong(profile.erased().toEpochMilli());
  }

  /** The types it mentions: few, so that a search through them beats a map. */
  private static List<String> names(Profile profile) {
    List<String> names = new ArrayList<>();
    for (Entry entry : profile.history()) {
      if (!names.contains(entry.type().name())) {
        names.add(entry.type().name());
      }
    }
    for (Profile.Hidden hidden : profile.hidden()) {
      if (!names.contains(hidden.type())) {
        names.add(hidden.type());
      }
    }
    return names;
  }

  @Override
  public Profile read(Decoder in) throws IOException {
    return read(version(), in);
  }

  @Override
  public Profile read(int stored, Decoder in) throws IOException {
    int names = StateFormat.count(in);
    List<InteractionType> numbered = new ArrayList<>(StateFormat.room(names));
    for (int i = 0; i < names; i++) {
      String name = in.readString();
      numbered.add(types.find(name).orElseGet(() -> InteractionType.speaksFor(name, 0)));
    }
    int entries = StateFormat.count(in);
    List<Entry> history = new ArrayList<>(StateFormat.room(entries));
    Utf8 id = null;
    long time = 0;
    for (int i = 0; i < entries; i++) {
      id = in.readString(id);
      ItemId item = new ItemId(id.toString());
      InteractionType type = numbered.get(in.readInt());
      time += in.readLong();
      OptionalDouble seconds =
          in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
      history.add(new Entry(item, type, Instant.ofEpochMilli(time), seconds));
    }
    ItemIds earlier = ItemIds.of(in.readBytes(null));
    int hiddenCount = StateFormat.count(in);
    List<Profile.Hidden> hidden = new ArrayList<>(StateFormat.room(hiddenCount));
    for (int i = 0; i < hiddenCount; i++) {
      hidden.add(
          new Profile.Hidden(
              new ItemId(in.readString()),
              numbered.get(in.readInt()).name(),
              Instant.ofEpochMilli(in.readLong())));
    }
    EventIds ids = EventIds.of(in.readBytes(null));
    long version = in.readLong();
    long erased = stored == WITHOUT_ERASED ? -1 : in.readLong();
    return new Profile(
        history,
        earlier,
        hidden,
        ids,
        version,
        erased == -1 ? Profile.NEVER : Instant.ofEpochMilli(erased));
  }
}
