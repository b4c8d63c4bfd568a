package freshet.cooccurrence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbours;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The heads of this instance's rows that were asked for lately, each until its row changes, and for
 * a second at most: whoever changes rows tells, so nothing that was learned is hidden.
 */
public final class FreshHeads {
  /** Neighbours in all heads together; some 16 MB. */
  private static final long MOST_NEIGHBOURS = 500_000;

  /** Of a row that has moved to another instance, nobody here tells that it changes. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Cache<ItemId, Neighbours> heads =
      Caffeine.newBuilder()
          .maximumWeight(MOST_NEIGHBOURS)
          .weigher((ItemId item, Neighbours head) -> 1 + head.neighbours().size())
          .expireAfterWrite(LONGEST)
          .executor(Runnable::run)
          .build();

  /**
   * The head of a row.
   *
   * @param reader reads it; what it does not find is asked for again the next time
   */
  Optional<Neighbours> of(ItemId item, Function<ItemId, Neighbours> reader) {
    return Optional.ofNullable(heads.get(item, reader));
  }

  /** To be told after a row was changed: a head that is being read meanwhile is not kept either. */
  void changed(ItemId item) {
    // Waits for a reader that is under way, as Caffeine is made though it does not promise it; a
    // test
    // would tell.
    heads.invalidate(item);
  }
}
