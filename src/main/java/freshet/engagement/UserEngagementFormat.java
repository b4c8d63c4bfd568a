package freshet.engagement;

import freshet.recommend.experiment.Group;
import freshet.recommend.impression.Tally;
import freshet.stream.StateFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** How it is stored what a user was shown. */
record UserEngagementFormat() implements StateFormat<UserEngagement> {

  @Override
  public String name() {
    return "list of shown slates";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(UserEngagement engagement, Encoder out) throws IOException {
    out.writeInt(engagement.slates().size());
    for (KeptSlate slate : engagement.slates()) {
      out.writeString(slate.id());
      out.writeLong(slate.time().toEpochMilli());
      out.writeBytes(slate.rest());
    }
    out.writeInt(engagement.tallies().size());
    for (Map.Entry<Group, Tally> counted : engagement.tallies().entrySet()) {
      out.writeString(counted.getKey().experiment());
      out.writeString(counted.getKey().variant());
      out.writeLong(counted.getValue().impressions());
      out.writeLong(counted.getValue().clicks());
      out.writeLong(counted.getValue().likes());
      out.writeLong(counted.getValue().plays());
    }
    out.writeLong(engagement.erased().toEpochMilli());
  }

  @Override
  public UserEngagement read(Decoder in) throws IOException {
    int slateCount = StateFormat.count(in);
    List<KeptSlate> slates = new ArrayList<>(StateFormat.room(slateCount));
    for (int i = 0; i < slateCount; i++) {
      String id = in.readString();
      Instant time = Instant.ofEpochMilli(in.readLong());
      slates.add(KeptSlate.of(id, time, in.readBytes(null)));
    }
    int tallyCount = StateFormat.count(in);
    Map<Group, Tally> tallies = new LinkedHashMap<>();
    for (int i = 0; i < tallyCount; i++) {
      Group group = new Group(in.readString(), in.readString());
      tallies.put(group, new Tally(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    return new UserEngagement(slates, tallies, Instant.ofEpochMilli(in.readLong()));
  }
}
