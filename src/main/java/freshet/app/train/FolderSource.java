package freshet.app.train;

import freshet.event.Admission;
import freshet.event.InvalidInputException;
import freshet.model.reading.Intake;
import freshet.replay.LoggedInteraction;
import freshet.replay.LoggedItem;
import freshet.replay.RecordedLog;
import freshet.replay.Refusals;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A log in files of the import format, read row by row in whatever order they stand.
 *
 * @param folder or a file
 * @param admission decides which interactions make sense
 * @param refused is told of those that do not
 */
public record FolderSource(Path folder, Admission admission, Refusals refused)
    implements LogSource {
  @Override
  public boolean readInto(Intake log, BooleanSupplier stop, LongConsumer told) {
    RecordedLog recorded = RecordedLog.open(List.of(folder));
    try (Stream<LoggedInteraction> logged = recorded.interactionsAsTheyStand(refused)) {
      for (Iterator<LoggedInteraction> each = logged.iterator();
          each.hasNext() && !stop.getAsBoolean(); ) {
        take(each.next(), log);
        told.accept(log.size());
      }
    }
    try (Stream<LoggedItem> items = recorded.items(refused)) {
      items.forEach(item -> log.describe(item.item()));
    }
    return recorded.isTimed();
  }

  private void take(LoggedInteraction logged, Intake log) {
    try {
      log.add(admission.admit(logged.draft(), logged.time()));
    } catch (InvalidInputException e) {
      refused.refused(e.getMessage(), logged.origin());
    }
  }
}
