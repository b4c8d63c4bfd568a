package freshet.app;

import freshet.evaluate.EvaluatedLog;
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
import java.util.stream.Stream;

/** Reads a whole log into memory, by the rules that hold for every way in. */
final class LogReading {
  private LogReading() {}

  /**
   * Reads files and folders in the import format.
   *
   * @param refused told of every row that cannot be read or makes no sense
   * @throws FailedCommandException if there is no log, or it cannot be read
   */
  static EvaluatedLog read(List<Path> paths, InteractionTypes types, Refusals refused) {
    Admission admission = new Admission(types);
    List<Interaction> interactions = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    try (Progress progress = Progress.onStandardError()) {
      RecordedLog recorded = RecordedLog.open(paths);
      progress.begin("Reading", "interactions", 0, 0);
      try (Stream<LoggedInteraction> logged = recorded.interactions(refused)) {
        logged.forEach(
            one -> {
              try {
                interactions.add(admission.admit(one.draft(), one.time()));
              } catch (InvalidInputException e) {
                refused.refused(e.getMessage(), one.origin());
              }
              progress.reached(interactions.size());
            });
      }
      try (var logged = recorded.items(refused)) {
        logged.forEach(one -> items.add(one.item()));
      }
      progress.end();
    } catch (UnreadableLogException e) {
      throw new FailedCommandException(e.getMessage(), e);
    }
    return new EvaluatedLog(interactions, items);
  }
}
