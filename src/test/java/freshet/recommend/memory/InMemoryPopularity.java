package freshet.recommend.memory;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.Popularity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Top lists that a test wrote down, by an hour, a day, a week and for ever. */
public final class InMemoryPopularity implements Popularity {
  public static final List<HalfLife> HALF_LIVES =
      List.of(
          new HalfLife(Duration.ofHours(1)),
          new HalfLife(Duration.ofDays(1)),
          new HalfLife(Duration.ofDays(7)),
          HalfLife.NEVER);

  private Map<Optional<ContentType>, List<Popular>> tops = Map.of();

  /** Puts an item on the list of a type; one share, or one for each half-life. */
  public void add(Optional<ContentType> type, ItemId item, Double... shares) {
    List<Double> each =
        shares.length == 1 ? List.of(shares[0], shares[0], shares[0], shares[0]) : List.of(shares);
    Map<Optional<ContentType>, List<Popular>> next = new HashMap<>(tops);
    List<Popular> list = new ArrayList<>(next.getOrDefault(type, List.of()));
    list.removeIf(known -> known.item().equals(item));
    list.add(new Popular(item, 1, each));
    next.put(type, List.copyOf(list));
    tops = Map.copyOf(next);
  }

  @Override
  public List<HalfLife> halfLives() {
    return HALF_LIVES;
  }

  @Override
  public Map<Optional<ContentType>, List<Popular>> tops() {
    return tops;
  }
}
