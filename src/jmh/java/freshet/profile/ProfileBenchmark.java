package freshet.profile;

import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.stream.StateSerde;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one event costs in the profile processor, without the store: read, apply, write. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProfileBenchmark {
  private static final ProfileSettings SETTINGS =
      new ProfileSettings(200, 2_000, 10_000, 1_000, 10, 0.5, 0.25);
  private static final InteractionType VIEW = InteractionType.speaksFor("view", 1);
  private static final long START = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();

  /** Events of the user so far; 200 fill the history, 1,000 the event ids. */
  @Param({"10", "200", "1000"})
  private int events;

  private final StateSerde<Profile> serde =
      new StateSerde<>(new ProfileFormat(InteractionTypes.builtIn()));
  private final Serializer<Profile> serializer = serde.serializer();
  private final Deserializer<Profile> deserializer = serde.deserializer();
  private byte[] stored;
  private Interaction next;

  @Setup
  public void fill() {
    Random random = new Random(1);
    Profile profile = Profile.EMPTY;
    for (int i = 0; i < events; i++) {
      profile = profile.apply(interaction(i, random), SETTINGS).profile();
    }
    stored = serializer.serialize("profiles", profile);
    next = interaction(events, random);
  }

  private static Interaction interaction(int number, Random random) {
    return Interaction.of(
        new EventId("0195f3a7-5c1e-7%011d".formatted(number)),
        new UserId("u4711"),
        new ItemId("i" + random.nextInt(10_000)),
        VIEW,
        Instant.ofEpochMilli(START + number * 60_000L));
  }

  /** Returns what would be put into the store. */
  @Benchmark
  public byte[] update() {
    Profile before = deserializer.deserialize("profiles", stored);
    return serializer.serialize("profiles", before.apply(next, SETTINGS).profile());
  }

  /** The answering side: the same profile, read as a history. */
  @Benchmark
  public Object history() {
    return deserializer.deserialize("profiles", stored).toHistory();
  }
}
