package freshet.http.live;

import freshet.event.Interaction;
import freshet.event.InteractionLog;
import freshet.event.LogPosition;
import freshet.event.UserId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers some users who did something lately, for people who want to look at one. Looks at few
 * interactions only, so that a busy site does not feel it.
 */
public final class RecentUsers implements InteractionLog {
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(100);

  private final InteractionLog log;
  private final int most;
  private final AtomicLong nextLook = new AtomicLong(System.nanoTime());

  /** The latest first; guarded by itself. */
  private final Deque<UserId> users = new ArrayDeque<>();

  /**
   * @param log where interactions go
   * @param most how many users are remembered
   */
  public RecentUsers(InteractionLog log, int most) {
    this.log = log;
    this.most = most;
  }

  @Override
  public CompletableFuture<LogPosition> append(Interaction interaction) {
    if (most > 0) {
      long now = System.nanoTime();
      long due = nextLook.get();
      if (now - due >= 0 && nextLook.compareAndSet(due, now + EVERY)) {
        remember(interaction.user());
      }
    }
    return log.append(interaction);
  }

  private void remember(UserId user) {
    synchronized (users) {
      users.remove(user);
      users.addFirst(user);
      if (users.size() > most) {
        users.removeLast();
      }
    }
  }

  /** The latest first. */
  public List<String> users() {
    synchronized (users) {
      return users.stream().map(UserId::value).toList();
    }
  }
}
