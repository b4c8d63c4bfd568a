package freshet.replay;

import freshet.event.UnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sends a recorded log to a sender: items first, then interactions in time order, with a few blocks
 * of rows on their way at once. The checkpoint moves on from block to block, in order, so that what
 * it counts is exactly what need not be sent again; what was on its way when an import broke off is
 * sent again with the same event ids.
 */
public final class LogImport {
  /**
   * How much is on its way at once, and how often the checkpoint is saved.
   *
   * @param block rows in one block
   * @param open blocks on their way
   * @param saveEveryMillis milliseconds between two savings
   */
  record Pace(int block, int open, long saveEveryMillis) {
    static final Pace DEFAULT = new Pace(8000, 4, 1000);
  }

  // Senders have deadlines of their own, far below this one; it only keeps a wait from being
  // endless.
  private static final long LAST_RESORT_MINUTES = 15;

  private final RecordedLog log;
  private final Sender sender;
  private final CheckpointFile file;
  private final ProgressListener progress;
  private final Pace pace;
  private volatile boolean stopping;

  public LogImport(RecordedLog log, Sender sender, CheckpointFile file, ProgressListener progress) {
    this(log, sender, file, progress, Pace.DEFAULT);
  }

  LogImport(
      RecordedLog log, Sender sender, CheckpointFile file, ProgressListener progress, Pace pace) {
    this.log = log;
    this.sender = sender;
    this.file = file;
    this.progress = progress;
    this.pace = pace;
  }

  /** Asks {@link #run} to send no more, wait for what is on its way, and return. */
  public void stop() {
    stopping = true;
  }

  /**
   * Sends what the checkpoint does not count yet.
   *
   * @param restart whether to begin anew, whatever the checkpoint counts
   * @throws UnavailableException if the other side did not answer for too long; the checkpoint is
   *     saved, and another run goes on
   * @throws UnreadableLogException if a file breaks off; the checkpoint is saved
   */
  public ImportReport run(boolean restart) {
    List<String> files = log.files().stream().map(path -> path.getFileName().toString()).toList();
    Checkpoint none = Checkpoint.none(files, sender.destination());
    Checkpoint start = restart ? none : file.load().orElse(none);
    if (start.done()) {
      return report(ImportReport.State.ALREADY_IMPORTED, start, start, 0);
    }
    long began = System.nanoTime();
    Checkpoint reached = interactions(items(start));
    ImportReport.State state =
        reached.done() ? ImportReport.State.FINISHED : ImportReport.State.STOPPED;
    return report(state, start, reached, (System.nanoTime() - began) / 1e9);
  }

  private static ImportReport report(
      ImportReport.State state, Checkpoint start, Checkpoint reached, double seconds) {
    long before = start.interactions().read();
    return new ImportReport(
        state,
        reached.files(),
        reached.destination(),
        reached.items(),
        reached.interactions(),
        before,
        seconds,
        seconds > 0 ? (reached.interactions().read() - before) / seconds : 0);
  }

  private Checkpoint items(Checkpoint start) {
    if (start.itemsDone()) {
      return start;
    }
    Refusals unreadable = new Refusals();
    progress.begin("Sending items", "items", 0, 0);
    try (Stream<LoggedItem> items = log.items(unreadable)) {
      Counts sent =
          new Blocks<LoggedItem>(sender::items, Counts.NONE, counts -> {}).send(items.iterator());
      Checkpoint reached = start.withItems(sent.plus(unreadable), !stopping);
      file.save(reached);
      return reached;
    } finally {
      progress.end();
    }
  }

  private Checkpoint interactions(Checkpoint start) {
    Counts before = start.interactions();
    Refusals unreadable = new Refusals();
    progress.begin(
        "Sending interactions", "interactions", log.survey().interactions(), before.read());
    try (Stream<LoggedInteraction> rows = log.interactions(unreadable)) {
      Counts sent =
          new Blocks<LoggedInteraction>(
                  sender::interactions,
                  before,
                  counts -> file.save(start.withInteractions(counts, false)))
              .send(rows.skip(before.read()).iterator());
      boolean done = !stopping;
      Checkpoint reached = start.withInteractions(done ? sent.plus(unreadable) : sent, done);
      file.save(reached);
      return reached;
    } finally {
      progress.end();
    }
  }

  /** Blocks of rows on their way; counted in the order they were sent. */
  private final class Blocks<T> {
    private final Function<List<T>, CompletableFuture<Sender.Outcome>> send;
    private final Consumer<Counts> save;
    private final Deque<CompletableFuture<Sender.Outcome>> open = new ArrayDeque<>();
    private Counts counts;
    private long savedAt = System.nanoTime();

    Blocks(
        Function<List<T>, CompletableFuture<Sender.Outcome>> send,
        Counts before,
        Consumer<Counts> save) {
      this.send = send;
      this.counts = before;
      this.save = save;
    }

    Counts send(Iterator<T> rows) {
      try {
        while (!stopping && rows.hasNext()) {
          List<T> block = new ArrayList<>(pace.block());
          while (block.size() < pace.block() && rows.hasNext()) {
            block.add(rows.next());
          }
          if (open.size() >= pace.open()) {
            settleOldest();
          }
          open.add(send.apply(block));
        }
        while (!open.isEmpty()) {
          settleOldest();
        }
        return counts;
      } catch (RuntimeException e) {
        save.accept(counts);
        throw e;
      }
    }

    private void settleOldest() {
      counts = counts.plus(outcome(open.remove()));
      progress.reached(counts.read());
      if (System.nanoTime() - savedAt > TimeUnit.MILLISECONDS.toNanos(pace.saveEveryMillis())) {
        save.accept(counts);
        savedAt = System.nanoTime();
      }
    }

    private Sender.Outcome outcome(CompletableFuture<Sender.Outcome> sent) {
      try {
        return sent.get(LAST_RESORT_MINUTES, TimeUnit.MINUTES);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException known) {
          throw known;
        }
        throw new UnavailableException(
            "%s could not be reached (%s)".formatted(sender.destination(), e.getCause()), e);
      } catch (TimeoutException e) {
        throw new UnavailableException(
            "%s did not answer for %d minutes; see that it runs, then import again to go on"
                .formatted(sender.destination(), LAST_RESORT_MINUTES),
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException("the import was interrupted; import again to go on", e);
      }
    }
  }
}
