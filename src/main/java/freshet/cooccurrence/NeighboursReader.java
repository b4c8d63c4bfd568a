package freshet.cooccurrence;

import freshet.event.ItemId;
import freshet.query.LocalState;
import freshet.query.StateAnswer;
import freshet.query.StateReader;
import freshet.recommend.Neighbourhood;

/**
 * Reads neighbours: from the row itself where this instance owns it, which is fresh, and else from
 * the published head.
 */
public final class NeighboursReader implements Neighbourhood {
  private final StateReader<ItemId, Row> rows;
  private final StateReader<ItemId, Neighbours> heads;
  private final CooccurrenceSettings settings;

  public NeighboursReader(CooccurrencePart part, LocalState state) {
    this(state.reader(part.rows()), state.global(part.heads()), part.settings());
  }

  NeighboursReader(
      StateReader<ItemId, Row> rows,
      StateReader<ItemId, Neighbours> heads,
      CooccurrenceSettings settings) {
    this.rows = rows;
    this.heads = heads;
    this.settings = settings;
  }

  @Override
  public Neighbours of(ItemId item) {
    StateAnswer<Row> row = rows.read(item);
    if (row instanceof StateAnswer.Found<Row> found) {
      return found.value().head(settings.published(), settings.halfLife());
    }
    if (row instanceof StateAnswer.Absent<Row>) {
      return Neighbours.NONE;
    }
    return heads.read(item) instanceof StateAnswer.Found<Neighbours> head
        ? head.value()
        : Neighbours.NONE;
  }
}
