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
  private final StateReader<ItemId, Row> settled;
  private final StateReader<ItemId, Row> recent;
  private final StateReader<ItemId, Neighbours> heads;
  private final CooccurrenceSettings settings;
  private final FreshHeads fresh;

  public NeighboursReader(CooccurrencePart part, LocalState state) {
    this(
        state.reader(part.stores().settled()),
        state.reader(part.stores().recent()),
        state.global(part.heads()),
        part.settings(),
        part.fresh());
  }

  NeighboursReader(
      StateReader<ItemId, Row> settled,
      StateReader<ItemId, Row> recent,
      StateReader<ItemId, Neighbours> heads,
      CooccurrenceSettings settings,
      FreshHeads fresh) {
    this.settled = settled;
    this.recent = recent;
    this.heads = heads;
    this.settings = settings;
    this.fresh = fresh;
  }

  @Override
  public Neighbours of(ItemId item) {
    return fresh.of(item, this::own).orElseGet(() -> published(item));
  }

  /** The head of the row itself; null where this instance does not own it, or cannot say. */
  private Neighbours own(ItemId item) {
    // The recent part first: what is settled between the two reads is then seen twice, which for a
    // moment shifts a few probabilities; the other way round it would be missed.
    StateAnswer<Row> young = recent.read(item);
    StateAnswer<Row> old = settled.read(item);
    return says(young) && says(old)
        ? StoredRows.sum(row(old), row(young), settings.successors())
            .head(settings.published(), settings.halfLife())
        : null;
  }

  private Neighbours published(ItemId item) {
    return heads.read(item) instanceof StateAnswer.Found<Neighbours> head
        ? head.value()
        : Neighbours.NONE;
  }

  private static boolean says(StateAnswer<Row> answer) {
    return answer instanceof StateAnswer.Found<Row> || answer instanceof StateAnswer.Absent<Row>;
  }

  private static Row row(StateAnswer<Row> answer) {
    return answer instanceof StateAnswer.Found<Row> found ? found.value() : null;
  }
}
