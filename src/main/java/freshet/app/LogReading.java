package freshet.app;

import freshet.evaluate.EvaluatedLog;
import freshet.event.Admission;
import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.replay.LoggedInteraction;
import freshet.replay.RecordedLog;
import freshet.replay.Refusals;
import freshet.replay.UnreadableLogException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads whole logs into memory, by the rules that hold for every way in. Slim, for millions of
 * events are in memory at once: each name is there once, and ids are short.
 */
final class LogReading {
  private final Admission admission;
  private final Refusals refused;
  private final Map<UserId, UserId> users = new HashMap<>();
  private final Map<ItemId, ItemId> items = new HashMap<>();
  private long events;

  /**
   * A reading of logs that belong together.
   *
   * @param refused told of every row that cannot be read or makes no sense
   */
  LogReading(InteractionTypes types, Refusals refused) {
    this.admission = new Admission(types);
    this.refused = refused;
  }

  /**
   * Reads files and folders in the import format.
   *
   * @throws FailedCommandException if there is no log, or it cannot be read
   */
  EvaluatedLog read(List<Path> paths) {
    List<Interaction> interactions = new ArrayList<>();
    List<Item> described = new ArrayList<>();
    try (Progress progress = Progress.onStandardError()) {
      RecordedLog recorded = RecordedLog.open(paths);
      progress.begin("Reading", "interactions", 0, 0);
      try (Stream<LoggedInteraction> logged = recorded.interactions(refused)) {
        logged.forEach(
            one -> {
              admitted(one).ifPresent(interactions::add);
              progress.reached(interactions.size());
            });
      }
      try (var logged = recorded.items(refused)) {
        logged.forEach(one -> described.add(one.item()));
      }
      progress.end();
      return new EvaluatedLog(interactions, described, recorded.isTimed());
    } catch (UnreadableLogException e) {
      throw new FailedCommandException(e.getMessage(), e);
    }
  }

  private Optional<Interaction> admitted(LoggedInteraction logged) {
    try {
      return Optional.of(slim(admission.admit(logged.draft(), logged.time())));
    } catch (InvalidInputException e) {
      refused.refused(e.getMessage(), logged.origin());
      return Optional.empty();
    }
  }

  private Interaction slim(Interaction event) {
    return new Interaction(
        new EventId(Long.toString(events++, Character.MAX_RADIX)),
        users.computeIfAbsent(event.user(), user -> user),
        items.computeIfAbsent(event.item(), item -> item),
        event.type(),
        event.time(),
        event.session(),
        event.seconds(),
        event.slate());
  }
}
