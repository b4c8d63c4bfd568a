package freshet.app;

import freshet.bench.IngestReport;
import freshet.bench.IngestRound;
import freshet.bench.Machine;
import freshet.bench.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The figures of {@code bench ingest} as people and programs read them.
 *
 * @param machine what they were measured on
 * @param settings of the server
 */
record IngestFigures(Machine machine, Settings settings, IngestReport report) {

  /** By name; figures that the operating system does not tell are missing. */
  Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", "ingest");
    figures.put("machine", machine);
    figures.put("settings", toMap(settings.streams()));
    figures.put("rounds", report.recommender().size());
    figures.put("eventsPerRound", report.recommender().get(0).events());
    figures.put("sent", report.sent());
    figures.put("counted", report.counted());
    figures.put("predecessorsPerEvent", report.predecessors());
    figures.putAll(toMap(report.recommender()));
    put(figures, "changelogBytesPerEvent", report.recommender(), IngestRound::changelogBytes);
    put(figures, "changelogRecordsPerEvent", report.recommender(), IngestRound::changelogRecords);
    put(
        figures,
        "repartitionRecordsPerEvent",
        report.recommender(),
        IngestRound::repartitionRecords);
    figures.put("passThrough", toMap(report.passThrough()));
    Map<String, Object> ratio = new LinkedHashMap<>();
    ratio.put("eventsPerSecond", report.ratio(IngestRound::eventsPerSecond));
    ratio.put("cpuMicrosPerEvent", report.ratio(IngestRound::serverMicros));
    figures.put("ratioToPassThrough", ratio);
    return figures;
  }

  private static Map<String, Object> toMap(Settings.StreamSettings streams) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("guarantee", streams.guarantee());
    map.put("commitIntervalMillis", streams.commitInterval().toMillis());
    map.put("threads", streams.threads());
    return map;
  }

  private static Map<String, Object> toMap(List<IngestRound> rounds) {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "eventsPerSecond", rounds, IngestRound::eventsPerSecond);
    put(map, "cpuMicrosPerEvent", rounds, IngestRound::serverMicros);
    put(map, "cpuMicrosPerEventWithoutJit", rounds, IngestRound::serverMicrosWithoutCompiler);
    put(map, "gcMicrosPerEvent", rounds, IngestRound::collectorMicros);
    put(map, "generatorCpuMicrosPerEvent", rounds, IngestRound::generatorMicros);
    return map;
  }

  private static void put(
      Map<String, Object> map,
      String name,
      List<IngestRound> rounds,
      ToDoubleFunction<IngestRound> figure) {
    Spread spread = Spread.of(rounds, figure);
    if (!Double.isNaN(spread.median())) {
      map.put(name, spread);
    }
  }

  /** A small table: median, and in brackets the smallest and the largest of the rounds. */
  String toTable() {
    FiguresTable table =
        new FiguresTable()
            .line("%s", machine)
            .line(
                "%s, commit every %d ms, %d stream threads, %.1f predecessors per event",
                settings.streams().guarantee(),
                settings.streams().commitInterval().toMillis(),
                settings.streams().threads(),
                report.predecessors())
            .line(
                "%d rounds of %,d events; %,d sent in all, %,d counted%n",
                report.recommender().size(),
                report.recommender().get(0).events(),
                report.sent(),
                report.counted())
            .head("");
    append(table, report.recommender());
    table
        .row(
            "changelog bytes per event",
            "%,.0f",
            Spread.of(report.recommender(), IngestRound::changelogBytes))
        .row(
            "changelog records per event",
            "%.2f",
            Spread.of(report.recommender(), IngestRound::changelogRecords))
        .row(
            "repartition records per event",
            "%.2f",
            Spread.of(report.recommender(), IngestRound::repartitionRecords))
        .line("%nthe same through a topology without state");
    append(table, report.passThrough());
    return table
        .line("%nratio to that topology, round by round")
        .row("  events/s", "%,.2f", report.ratio(IngestRound::eventsPerSecond))
        .row("  CPU per event", "%,.2f", report.ratio(IngestRound::serverMicros))
        .toString();
  }

  private static void append(FiguresTable table, List<IngestRound> rounds) {
    table
        .row("events/s", "%,.0f", Spread.of(rounds, IngestRound::eventsPerSecond))
        .row("CPU µs per event", "%.1f", Spread.of(rounds, IngestRound::serverMicros))
        .row(
            "  without compiling bytecode",
            "%.1f",
            Spread.of(rounds, IngestRound::serverMicrosWithoutCompiler))
        .row("  collecting garbage", "%.1f", Spread.of(rounds, IngestRound::collectorMicros))
        .row(
            "CPU µs per event of the sender",
            "%.1f",
            Spread.of(rounds, IngestRound::generatorMicros));
  }
}
