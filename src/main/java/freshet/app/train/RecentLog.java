package freshet.app.train;

import freshet.evaluate.EvaluatedLog;
import freshet.evaluate.SlimInteractions;
import freshet.event.Interaction;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.model.reading.Intake;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest part of a log in memory, to choose and to judge on. */
final class RecentLog implements Intake {
  private final int most;
  private final SlimInteractions slim = new SlimInteractions();
  private final Map<ItemId, Item> described = new LinkedHashMap<>();
  private final Map<UserId, Instant> forgotten = new HashMap<>();
  private List<Interaction> interactions = new ArrayList<>();

  /**
   * @param most interactions that are kept; for a while there may be twice as many
   */
  RecentLog(int most) {
    this.most = most;
  }

  @Override
  public void add(Interaction event) {
    interactions.add(slim.slim(event));
    if (interactions.size() >= 2L * most) {
      keepNewest();
    }
  }

  private void keepNewest() {
    interactions.sort(Comparator.comparing(Interaction::time));
    interactions =
        new ArrayList<>(
            interactions.subList(Math.max(0, interactions.size() - most), interactions.size()));
  }

  @Override
  public void describe(Item item) {
    described.put(item.id(), item);
  }

  @Override
  public void withdraw(ItemId item) {
    described.remove(item);
  }

  @Override
  public void forget(UserId user, Instant until) {
    forgotten.merge(user, until, (one, other) -> one.isBefore(other) ? other : one);
  }

  private boolean isKept(Interaction event) {
    Instant until = forgotten.get(event.user());
    return until == null || event.time().isAfter(until);
  }

  @Override
  public long size() {
    return slim.made();
  }

  /**
   * What was kept, in time order.
   *
   * @param timed whether event times mean anything
   */
  EvaluatedLog log(boolean timed) {
    interactions.removeIf(event -> !isKept(event));
    keepNewest();
    return new EvaluatedLog(interactions, List.copyOf(described.values()), timed);
  }
}
