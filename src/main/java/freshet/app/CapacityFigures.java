package freshet.app;

import freshet.bench.Machine;
import freshet.bench.capacity.CapacityReport;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of {@code bench capacity} as people and programs read them.
 *
 * @param machine what they were measured on
 */
record CapacityFigures(Machine machine, CapacityReport report) {
  private static final double MEGABYTE = 1e6;

  /** By name; figures that the operating system does not tell are missing. */
  Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", "capacity");
    figures.put("machine", machine);
    figures.put("site", report.shape());
    figures.put("events", report.events());
    figures.put("eventsPerSecond", report.eventsPerSecond());
    figures.put("microsPerEvent", report.microsPerEvent());
    figures.put("requests", report.requests());
    figures.put("microsPerRequest", report.microsPerRequest());
    figures.put("latencyMillis", report.latency());
    figures.put("stateBytes", report.state());
    figures.put("stores", report.stores());
    figures.put("topicBytes", report.topics());
    report.heap().ifPresent(bytes -> figures.put("heapBytes", bytes));
    report.resident().ifPresent(memory -> figures.put("memory", memory));
    return figures;
  }

  /** A small table. */
  String toTable() {
    long users = report.shape().users();
    long items = report.shape().items();
    FiguresTable table =
        new FiguresTable()
            .line("%s", machine)
            .line("%,d users, %,d items, %,d events%n", users, items, report.events())
            .line(
                "an event     %,8.1f CPU µs, %,.0f events/s",
                report.microsPerEvent(), report.eventsPerSecond())
            .line(
                "a request    %,8.1f CPU µs, p50 %.2f ms, p99 %.2f ms",
                report.microsPerRequest(), report.latency().p50(), report.latency().p99())
            .line(
                "in Kafka     %,8.1f bytes an event in the log, %,.1f an item, changelogs %,.1f an event before compaction",
                (double) report.topics().interactions() / report.events(),
                (double) report.topics().items() / items,
                (double) report.topics().changelogs() / report.events())
            .line("on the disk  %,8.1f MB of state", report.state() / MEGABYTE);
    report
        .stores()
        .forEach(
            (store, bytes) ->
                table.line(
                    "  %-22s %,10.1f MB, %,.1f bytes a user, %,.1f an item, %,.1f an event",
                    store,
                    bytes / MEGABYTE,
                    (double) bytes / users,
                    (double) bytes / items,
                    (double) bytes / report.events()));
    report
        .heap()
        .ifPresent(
            bytes -> table.line("in memory    %,8.1f MB alive on the Java heap", bytes / MEGABYTE));
    report
        .resident()
        .ifPresent(
            memory ->
                table.line(
                    "             %,8.1f MB resident, of them %,.1f outside the Java heap",
                    memory.total() / MEGABYTE, memory.rest() / MEGABYTE));
    return table.toString();
  }
}
