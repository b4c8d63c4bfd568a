package freshet.app;

import freshet.avro.InteractionRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An endless sequence of interactions, always the same, each with the id of its number. */
final class NumberedEvents {
  /** In the middle between two landmarks of every half-life: sums are exact. */
  private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");

  private static final int USERS = 60;

  /** Less than a row of neighbours holds, so that none is cut. */
  private static final int ITEMS = 120;

  private static final List<String> TYPES =
      List.of("view", "view", "view", "view", "like", "bookmark", "dislike", "undo-like");

  private final Random random;
  private int number;

  NumberedEvents(long seed) {
    random = new Random(seed);
  }

  List<InteractionRecord> next(int count) {
    List<InteractionRecord> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      // Some events are late by up to a minute.
      long late = random.nextInt(10) == 0 ? random.nextInt(60_000) : 0;
      // Low numbers come up more often, as popular items do.
      double lot = random.nextDouble();
      events.add(
          InteractionRecord.newBuilder()
              .setEventId("event-" + number)
              .setUser("user-" + random.nextInt(USERS))
              .setItem("item-" + (int) (lot * lot * ITEMS))
              .setType(TYPES.get(random.nextInt(TYPES.size())))
              .setTime(BEGIN.plusMillis(60_000 + 100L * number - late))
              .build());
      number++;
    }
    return events;
  }

  static String toJson(InteractionRecord event) {
    return """
    {"eventId":"%s","user":"%s","item":"%s","type":"%s","time":%d}"""
        .formatted(
            event.getEventId(),
            event.getUser(),
            event.getItem(),
            event.getType(),
            event.getTime().toEpochMilli());
  }
}
