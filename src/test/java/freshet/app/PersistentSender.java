package freshet.app;

import static org.awaitility.Awaitility.await;

import freshet.avro.InteractionRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that posts events one batch after the other and, as the interface asks, sends a batch
 * again with the same event ids until it is accepted.
 */
final class PersistentSender implements AutoCloseable {
  private static final int BATCH = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NumberedEvents events;
  private final BlockingQueue<HttpCaller> servers = new LinkedBlockingQueue<>();
  private final List<InteractionRecord> accepted = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = new Thread(this::run, "persistent-sender");
  private volatile boolean closing;
  private final AtomicInteger repeated = new AtomicInteger();

  private PersistentSender(NumberedEvents events) {
    this.events = events;
  }

  static PersistentSender start(NumberedEvents events, HttpCaller server) {
    PersistentSender sender = new PersistentSender(events);
    sender.goOnWith(server);
    sender.thread.start();
    return sender;
  }

  /** Names the server that has taken the place of the one before. */
  void goOnWith(HttpCaller server) {
    servers.add(server);
  }

  /** Waits until so many more events were accepted. */
  void awaitAccepted(int more) {
    int before = accepted.size();
    await("accepted events")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> accepted.size() >= before + more);
  }

  /** All events that were answered with 202, in the order they were sent. */
  List<InteractionRecord> accepted() {
    return List.copyOf(accepted);
  }

  /** How many batches had to be sent more than once. */
  int repeated() {
    return repeated.get();
  }

  private void run() {
    try {
      HttpCaller server = servers.take();
      while (!closing) {
        List<InteractionRecord> batch = events.next(BATCH);
        List<String> lines = batch.stream().map(NumberedEvents::toJson).toList();
        boolean again = false;
        while (!isAccepted(server, lines)) {
          again = true;
          HttpCaller next = servers.poll(100, TimeUnit.MILLISECONDS);
          server = next == null ? server : next;
        }
        if (again) {
          repeated.incrementAndGet();
        }
        accepted.addAll(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isAccepted(HttpCaller server, List<String> lines) {
    try {
      return server.postLines("/v1/interactions", lines).status() == 202;
    } catch (IOException down) {
      return false;
    }
  }

  /** Ends once the batch on its way has been accepted. */
  @Override
  public void close() {
    closing = true;
    await("the last batch").atMost(PATIENCE).until(() -> !thread.isAlive());
  }
}
