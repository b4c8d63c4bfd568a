package freshet.http.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of a stream of Server-Sent Events. No thread waits for it: what it has not taken yet
 * is kept, and a client for whom {@value #MOST_WAITING} events wait is let go.
 */
final class EventStream implements WriteListener {
  static final int MOST_WAITING = 16;
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final ServletOutputStream output;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  /** Guarded by this, as are the next three. */
  private final Queue<byte[]> waiting = new ArrayDeque<>();

  private boolean open;
  private boolean unflushed;
  private long saidAt;

  EventStream(ServletOutputStream output, long now) {
    this.output = output;
    this.saidAt = now;
  }

  /** Begins to write; the request must be asynchronous. */
  void start() {
    output.setWriteListener(this);
  }

  /** Completes when the client is gone, whoever ended it. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  /**
   * Sends some bytes as soon as the client takes them.
   *
   * @param now of {@link System#nanoTime}
   */
  void say(byte[] bytes, long now) {
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING) {
        LOG.debug("a client of a stream is too slow and is let go");
      } else {
        waiting.add(bytes);
        saidAt = now;
        if (!open || written()) {
          return;
        }
      }
    }
    end();
  }

  /** Since when nothing was said, of {@link System#nanoTime}. */
  synchronized long saidAt() {
    return saidAt;
  }

  @Override
  public void onWritePossible() {
    synchronized (this) {
      open = true;
      if (written()) {
        return;
      }
    }
    end();
  }

  /** Writes what can be written now; whether the client is still there. */
  private boolean written() {
    if (gone.isDone()) {
      return true;
    }
    try {
      while (output.isReady()) {
        byte[] next = waiting.poll();
        if (next != null) {
          output.write(next);
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          output.flush();
        } else {
          break;
        }
      }
      return true;
    } catch (IOException e) {
      LOG.debug("a client of a stream is gone", e);
      return false;
    }
  }

  @Override
  public void onError(Throwable error) {
    LOG.debug("a client of a stream is gone", error);
    end();
  }

  /** Lets the client go. */
  void end() {
    gone.complete(null);
  }
}
