package freshet.cooccurrence;

import freshet.event.ItemId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rows are to be published next: who was touched first comes first, each at most once per
 * round, and never many at a time, so that publishing does not hold up the stream.
 *
 * <p>Kept in memory only. A crash or a move of the partition forgets it, so the rows that are found
 * at the start are published once more; readers see the same again and lose nothing.
 */
final class Agenda {
  /** A round lasts at least so many ticks. */
  static final int TICKS_PER_ROUND = 10;

  /** Rows per tick; who waits longer than a round is published later, with all that came since. */
  static final int MOST_PER_TICK = 20;

  /** Of these, for the walk over all rows while it lasts: however much is touched, it arrives. */
  private static final int FOR_THE_WALK = 4;

  /** Touched rows that are remembered. */
  private static final int REMEMBERED = 100_000;

  private final StoredRows rows;
  private final Set<ItemId> touched = new LinkedHashSet<>();
  private final Deque<ItemId> round = new ArrayDeque<>();
  private StoredRows.Walk walk;
  private boolean walkAgain;
  private int ticks;

  /** An agenda that begins with all rows there are. */
  Agenda(StoredRows rows) {
    this.rows = rows;
    this.walk = rows.walk();
  }

  void touch(ItemId item) {
    if (touched.size() < REMEMBERED) {
      touched.add(item);
    } else {
      // Whom it cannot remember it finds again.
      walkAgain = true;
    }
  }

  /** Who is to be published now; to be called once per tick. */
  List<ItemId> due() {
    if (++ticks >= TICKS_PER_ROUND && round.isEmpty()) {
      round.addAll(touched);
      touched.clear();
      ticks = 0;
    }
    List<ItemId> due = new ArrayList<>(MOST_PER_TICK);
    int mostTouched = walk.isOver() ? MOST_PER_TICK : MOST_PER_TICK - FOR_THE_WALK;
    while (due.size() < mostTouched && !round.isEmpty()) {
      due.add(round.remove());
    }
    due.addAll(walk.next(MOST_PER_TICK - due.size()));
    if (walk.isOver() && walkAgain) {
      walk = rows.walk();
      walkAgain = false;
    }
    return due;
  }
}
