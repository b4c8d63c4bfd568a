package freshet.app;

import freshet.evaluate.EvaluatedLog;
import freshet.evaluate.SlimInteractions;
import freshet.event.Admission;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.replay.LoggedInteraction;
import freshet.replay.RecordedLog;
import freshet.replay.Refusals;
import freshet.replay.UnreadableLogException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads whole logs into memory, by the rules that hold for every way in. */
final class LogReading {
  private final Admission admission;
  private final Refusals refused;
  private final SlimInteractions slim = new SlimInteractions();

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
      return Optional.of(slim.slim(admission.admit(logged.draft(), logged.time())));
    } catch (InvalidInputException e) {
      refused.refused(e.getMessage(), logged.origin());
      return Optional.empty();
    }
  }
}
