package freshet.model.reading;

import freshet.model.spool.GroupedLog;

/**
 * What is learned of a log, counted.
 *
 * @param users how many have any
 * @param interactions how many
 * @param from event time of the earliest, milliseconds since 1970
 * @param to event time of the latest
 * @param ofItem how many of each item
 */
@SuppressWarnings("ArrayRecordComponent") // Counters; nobody compares them.
record Learned(long users, long interactions, long from, long to, long[] ofItem) {
  static Learned of(GroupedLog log, int[] learned, int items) {
    long users = 0;
    long interactions = 0;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    long[] ofItem = new long[items];
    for (int user = 0; user < learned.length; user++) {
      for (int i = 0; i < learned[user]; i++) {
        ofItem[log.item(user, i)]++;
      }
      if (learned[user] > 0) {
        users++;
        interactions += learned[user];
        from = Math.min(from, log.millis(user, 0));
        to = Math.max(to, log.millis(user, learned[user] - 1));
      }
    }
    return new Learned(users, interactions, from, to, ofItem);
  }
}
