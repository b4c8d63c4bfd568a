package freshet.bench.load;

import freshet.avro.InteractionRecord;
import freshet.bench.Backlog;
import freshet.bench.Descriptions;
import freshet.bench.FailedBenchException;
import freshet.bench.InteractionProducer;
import freshet.bench.SerializedInteraction;
import freshet.bench.ServerProcess;
import freshet.bench.Workload;
import freshet.event.UserId;
import freshet.process.Poll;
import freshet.stream.Topic;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A server that knows its items and its users: the items are described over HTTP, what users did is
 * written to Kafka, and more of the same can flow in.
 */
public final class WarmSite implements AutoCloseable {
  private static final Duration LINGER = Duration.ofMillis(5);
  private static final int ITEMS_AT_ONCE = 1_000;
  private static final int LAST = 100;
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final Duration KNOWN_LIMIT = Duration.ofMinutes(5);
  private static final int SLICE = 100_000;

  private final ServerProcess server;
  private final Workload workload;
  private final Topic<UserId, InteractionRecord> interactions;
  private final InteractionProducer producer;
  private final Consumer<String> progress;

  private WarmSite(
      ServerProcess server,
      Workload workload,
      Topic<UserId, InteractionRecord> interactions,
      InteractionProducer producer,
      Consumer<String> progress) {
    this.server = server;
    this.workload = workload;
    this.interactions = interactions;
    this.producer = producer;
    this.progress = progress;
  }

  /**
   * Connects to a server that is ready.
   *
   * @param interactions its topic, with a serde that knows the server's registry
   * @param workload what users do
   * @param progress told what is going on, a line at a time
   */
  public static WarmSite of(
      ServerProcess server,
      Topic<UserId, InteractionRecord> interactions,
      Workload workload,
      Consumer<String> progress) {
    return new WarmSite(
        server,
        workload,
        interactions,
        InteractionProducer.connect(server.bootstrapServers(), LINGER),
        progress);
  }

  /**
   * Describes the first so many items, and waits until the server knows them.
   *
   * @throws FailedBenchException if the server does not take them
   */
  public void describe(int items, Descriptions descriptions) throws InterruptedException {
    try (HttpConnection connection = HttpConnection.open(server.http())) {
      for (int from = 0; from < items; from += ITEMS_AT_ONCE) {
        String lines =
            IntStream.range(from, Math.min(items, from + ITEMS_AT_ONCE))
                .mapToObj(descriptions::line)
                .collect(Collectors.joining("\n"));
        connection
            .post("/v1/items", "application/x-ndjson", lines)
            .requireSuccess("POST /v1/items");
      }
      // The last ones of every partition are among these, if there are not very many.
      for (int rank = Math.max(0, items - LAST); rank < items; rank++) {
        awaitKnown(connection, rank);
      }
    }
    progress.accept(String.format(Locale.ROOT, "described %,d items", items));
  }

  private void awaitKnown(HttpConnection connection, int rank) throws InterruptedException {
    String path = "/v1/items/" + Workload.item(rank);
    if (!Poll.until(() -> connection.get(path).status() == 200, INTERVAL, KNOWN_LIMIT)) {
      throw new FailedBenchException(
          "GET %s still finds nothing after %d s; look whether the server still runs"
              .formatted(path, KNOWN_LIMIT.toSeconds()));
    }
    server.process().requireAlive();
  }

  /**
   * Sends interactions at full speed and waits until all of them are processed.
   *
   * @param application the {@code application.id} of the server's topology
   * @throws FailedBenchException if the server ends or stalls
   */
  public void warmUp(long events, String application) throws InterruptedException {
    try (Backlog backlog =
        new Backlog(server.bootstrapServers(), application, interactions.name())) {
      long sent = 0;
      while (sent < events) {
        long slice = Math.min(SLICE, events - sent);
        send((int) slice);
        backlog.awaitEmpty(server.process());
        sent += slice;
        progress.accept(
            String.format(Locale.ROOT, "warmed up with %,d of %,d events", sent, events));
      }
    }
  }

  /** Sends interactions at full speed; they are in Kafka when this returns. */
  public void send(int events) {
    for (int i = 0; i < events; i++) {
      producer.send(interactions.name(), next());
    }
    producer.flush();
  }

  /**
   * Waits until all that was sent is processed.
   *
   * @throws freshet.bench.FailedBenchException if the server that was warmed ends or stalls
   */
  public void await(Backlog backlog) throws InterruptedException {
    backlog.awaitEmpty(server.process());
  }

  /** The name of the topic that interactions are written to. */
  public String topic() {
    return interactions.name();
  }

  /** Lets interactions flow in; until the flow is closed, nothing else may be sent. */
  public EventFlow flow(double perSecond) {
    return EventFlow.start(producer, interactions.name(), this::next, perSecond);
  }

  private SerializedInteraction next() {
    return SerializedInteraction.of(workload.next(), interactions);
  }

  @Override
  public void close() {
    producer.close();
  }
}
