package freshet.app.train;

import freshet.model.reading.Intake;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Where a log comes from. */
@FunctionalInterface
public interface LogSource {
  /**
   * Reads all of it: interactions, then items.
   *
   * @param stop asked now and then; reading may end early when it is true
   * @param told how many interactions were read
   * @return whether event times mean anything
   */
  boolean readInto(Intake log, BooleanSupplier stop, LongConsumer told);
}
