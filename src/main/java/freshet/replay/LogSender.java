package freshet.replay;

import freshet.event.Admission;
import freshet.event.InteractionLog;
import freshet.event.InvalidInputException;
import freshet.event.ItemLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends straight to the logs, without HTTP. How much is on its way at once is bounded by the
 * caller; the log keeps the order of each user's interactions. If the log loses one interaction
 * after taking a later one of the same user, the next run sends both again, and the later one is
 * known by its id.
 */
public final class LogSender implements Sender {
  private final String destination;
  private final Admission admission;
  private final InteractionLog interactionLog;
  private final ItemLog itemLog;
  private final Clock clock;

  /**
   * @param destination names the logs, for people and to tell one import from another
   * @param clock decides what lies in the future
   */
  public LogSender(
      String destination,
      Admission admission,
      InteractionLog interactionLog,
      ItemLog itemLog,
      Clock clock) {
    this.destination = destination;
    this.admission = admission;
    this.interactionLog = interactionLog;
    this.itemLog = itemLog;
    this.clock = clock;
  }

  @Override
  public String destination() {
    return destination;
  }

  @Override
  public CompletableFuture<Outcome> interactions(List<LoggedInteraction> interactions) {
    List<Refused> refused = new ArrayList<>();
    List<CompletableFuture<?>> appended = new ArrayList<>(interactions.size());
    for (LoggedInteraction interaction : interactions) {
      try {
        appended.add(interactionLog.append(admission.admit(interaction.draft(), clock.instant())));
      } catch (InvalidInputException e) {
        refused.add(new Refused(e.getMessage(), interaction.origin()));
      }
    }
    return whenAll(appended, refused);
  }

  @Override
  public CompletableFuture<Outcome> items(List<LoggedItem> items) {
    return whenAll(items.stream().map(item -> itemLog.put(item.item())).toList(), List.of());
  }

  private static CompletableFuture<Outcome> whenAll(
      List<? extends CompletableFuture<?>> kept, List<Refused> refused) {
    return CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> new Outcome(kept.size(), refused));
  }

  /** Leaves the logs open, which belong to whoever made them. */
  @Override
  public void close() {}
}
