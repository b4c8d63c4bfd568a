package freshet.http.live;

import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of Server-Sent Events that say something whole whenever it has changed. Each event says
 * all there is to say, so that a client may come, go and come back at any time and needs no past;
 * who asks the same is told the same, and nothing is looked at while nobody listens.
 */
public final class EventStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  public static final String CONTENT_TYPE = "text/event-stream";
  private static final byte[] SIGN_OF_LIFE = ":\n\n".getBytes(StandardCharsets.UTF_8);

  /** How long a browser that has lost the stream waits before it asks again. */
  private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);

  private final Semaphore places;
  private final int most;
  private final Duration heartbeat;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live-streams");
            thread.setDaemon(true);
            return thread;
          });

  /** By what is asked; guarded by this. */
  private final Map<Object, Channel> channels = new LinkedHashMap<>();

  private boolean closed;

  /** What is said to all who asked the same; guarded by the streams. */
  private static final class Channel {
    private final String event;
    private final Supplier<Object> saying;
    private final Set<EventStream> listeners = new LinkedHashSet<>();
    private byte[] said = {};
    private byte[] message = {};
    private long id;

    Channel(String event, Supplier<Object> saying) {
      this.event = event;
      this.saying = saying;
    }

    /** Whether this is something else than was said before. */
    boolean says(byte[] json) {
      if (Arrays.equals(json, said)) {
        return false;
      }
      said = json;
      id++;
      message =
          "id: %d\nevent: %s\ndata: %s\n\n"
              .formatted(id, event, new String(json, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      return true;
    }
  }

  public EventStreams(LiveSettings settings) {
    this.most = settings.clients();
    this.places = new Semaphore(most);
    this.heartbeat = settings.heartbeat();
    long every = settings.interval().toMillis();
    var unused = ticks.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Answers a request with a stream.
   *
   * @param event name of its events
   * @param question what is asked; who asks what is equal hears the same
   * @param saying what there is to say now, to be written as JSON
   * @throws freshet.http.exchange.ProblemException 503 if too many are open
   */
  public void open(Context ctx, String event, Object question, Supplier<Object> saying) {
    ctx.contentType(CONTENT_TYPE);
    ctx.header("Cache-Control", "no-store");
    // nginx would keep it back until there is enough of it.
    ctx.header("X-Accel-Buffering", "no");
    if (ctx.method().equals(HandlerType.HEAD)) {
      return;
    }
    byte[] first = Json.bytes(saying.get());
    if (!places.tryAcquire()) {
      throw Problem.unavailable(
              "%d streams are open, and http.live.clients allows no more; try again in a second"
                  .formatted(most))
          .exception();
    }
    ctx.future(() -> opened(ctx, event, question, saying, first));
  }

  private CompletableFuture<Void> opened(
      Context ctx, String event, Object question, Supplier<Object> saying, byte[] first) {
    EventStream stream;
    try {
      stream = new EventStream(ctx.res().getOutputStream(), System.nanoTime());
    } catch (IOException e) {
      places.release();
      throw new UncheckedIOException(e);
    }
    stream.say(RETRY, System.nanoTime());
    join(stream, event, question, saying, first);
    CompletableFuture<Void> left =
        stream
            .gone()
            .whenComplete(
                (done, error) -> {
                  leave(stream, question);
                  places.release();
                });
    stream.start();
    return left;
  }

  private synchronized void join(
      EventStream stream, String event, Object question, Supplier<Object> saying, byte[] first) {
    if (closed) {
      stream.end();
      return;
    }
    Channel channel = channels.computeIfAbsent(question, any -> new Channel(event, saying));
    if (channel.listeners.isEmpty()) {
      channel.says(first);
    }
    channel.listeners.add(stream);
    stream.say(channel.message, System.nanoTime());
  }

  private synchronized void leave(EventStream stream, Object question) {
    Channel channel = channels.get(question);
    if (channel != null && channel.listeners.remove(stream) && channel.listeners.isEmpty()) {
      channels.remove(question);
    }
  }

  private void tick() {
    for (Channel channel : open()) {
      try {
        byte[] json = Json.bytes(channel.saying.get());
        long now = System.nanoTime();
        listeners(channel, json).forEach(stream -> stream.say(channel.message, now));
        quiet(channel, now).forEach(stream -> stream.say(SIGN_OF_LIFE, now));
      } catch (RuntimeException e) {
        // The next round asks again; a scheduled task that throws would be the last.
        LOG.warn("a stream of \"{}\" has nothing to say: {}", channel.event, e.toString());
      }
    }
  }

  private synchronized List<Channel> open() {
    return List.copyOf(channels.values());
  }

  /** Whom to tell, if there is anything new. */
  private synchronized List<EventStream> listeners(Channel channel, byte[] json) {
    return channel.says(json) ? List.copyOf(channel.listeners) : List.of();
  }

  private synchronized List<EventStream> quiet(Channel channel, long now) {
    return channel.listeners.stream()
        .filter(stream -> now - stream.saidAt() >= heartbeat.toNanos())
        .toList();
  }

  /** How many streams are open. */
  public int clients() {
    return most - places.availablePermits();
  }

  /** Ends all streams. */
  @Override
  public void close() {
    ticks.shutdownNow();
    List<EventStream> all;
    synchronized (this) {
      closed = true;
      all = channels.values().stream().flatMap(channel -> channel.listeners.stream()).toList();
    }
    all.forEach(EventStream::end);
  }
}
