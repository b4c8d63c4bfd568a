package freshet.recommend.memory;

import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.HistoryReader;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What users did, as a test has it; what hides an item hides it. */
public final class InMemoryHistories implements HistoryReader {
  private final Map<UserId, UserHistory> histories = new HashMap<>();

  /** The user touches an item, later than all before. */
  public void add(UserId user, ItemId item, String type) {
    UserHistory before = histories.getOrDefault(user, UserHistory.EMPTY);
    Touch touch =
        new Touch(
            item,
            InteractionTypes.builtIn().find(type).orElseThrow(),
            Instant.EPOCH.plusSeconds(before.recent().size()),
            OptionalDouble.empty());
    List<Touch> recent = new ArrayList<>(before.recent());
    recent.add(0, touch);
    List<ItemId> hidden = new ArrayList<>(before.hidden());
    if (touch.type().hides()) {
      hidden.add(item);
    }
    histories.put(user, new UserHistory(recent, before.earlier(), hidden));
  }

  public void put(UserId user, UserHistory history) {
    histories.put(user, history);
  }

  @Override
  public Answer read(UserId user) {
    return new Known(histories.getOrDefault(user, UserHistory.EMPTY));
  }
}
