package freshet.bench;

import freshet.process.ChildProcess;
import freshet.stream.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The least that Kafka Streams can do with an event: read its bytes from one topic and write them
 * to another. What the recommender costs is told in multiples of this, since that depends less on
 * the machine.
 */
public final class PassThrough {
  /** Its {@code application.id}. */
  public static final String APPLICATION = "freshet-pass-through";

  /** The topic it reads. */
  public static final String SOURCE = "bench-pass-through-in";

  /** What a process says on standard output once it runs it. */
  public static final String RUNNING = "The pass-through topology is running";

  private static final Pattern SAID = Pattern.compile("(" + RUNNING + ")");
  private static final String SINK = "bench-pass-through-out";

  private PassThrough() {}

  /** The topics, laid out as the `interactions` topic. */
  public static List<TopicSpec> topics(int partitions) {
    return List.of(
        TopicSpec.log(SOURCE, partitions, Duration.ofDays(1)),
        TopicSpec.log(SINK, partitions, Duration.ofDays(1)));
  }

  /** One source, one sink. */
  public static Topology topology() {
    Serde<byte[]> bytes = Serdes.ByteArray();
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(SOURCE, Consumed.with(bytes, bytes).withName("pass-through-source"))
        .to(SINK, Produced.with(bytes, bytes).withName("pass-through-sink"));
    return builder.build();
  }

  /** Waits until a child process runs it. */
  static void awaitRunning(ChildProcess child, Duration limit) throws InterruptedException {
    child.awaitSaid(SAID, limit);
  }
}
