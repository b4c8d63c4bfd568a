package freshet.app;

import freshet.bench.Machine;
import freshet.bench.Spread;
import freshet.bench.Workload;
import freshet.bench.freshness.FreshnessReport;
import freshet.bench.freshness.FreshnessRound;
import freshet.bench.freshness.Visibility;
import freshet.bench.load.Latency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The figures of {@code bench freshness} as people and programs read them.
 *
 * @param machine what they were measured on
 * @param settings of the server
 * @param shape of the site
 */
record FreshnessFigures(
    Machine machine, Settings settings, Workload.Shape shape, FreshnessReport report) {

  /** By name. */
  Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", "freshness");
    figures.put("machine", machine);
    figures.put("site", shape);
    figures.put("guarantee", settings.streams().guarantee());
    figures.put("commitIntervalMillis", settings.streams().commitInterval().toMillis());
    figures.put("rounds", report.rounds().size());
    figures.put("probesPerRound", report.plan().probes());
    figures.put("probesPerSecond", report.plan().perSecond());
    figures.put("eventsPerSecond", report.eventsPerSecond());
    figures.put("serverCores", report.serverCores());
    figures.put("ownProfile", toMap(FreshnessRound::ownProfile));
    figures.put("neighbours", toMap(FreshnessRound::neighbours));
    return figures;
  }

  private Map<String, Object> toMap(Function<FreshnessRound, Visibility> kind) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("visibleMillis", spreads(kind.andThen(Visibility::visible)));
    map.put("acceptedMillis", spreads(kind.andThen(Visibility::accepted)));
    map.put("askingMillis", spreads(kind.andThen(Visibility::asking)));
    map.put("betweenAskingMillis", spreads(kind.andThen(Visibility::between)));
    map.put("allRounds", kind.apply(report.all()));
    return map;
  }

  private Map<String, Spread> spreads(Function<FreshnessRound, Latency> latency) {
    Map<String, Spread> map = new LinkedHashMap<>();
    map.put("p50", Spread.of(report.rounds(), round -> latency.apply(round).p50()));
    map.put("p90", Spread.of(report.rounds(), round -> latency.apply(round).p90()));
    map.put("p99", Spread.of(report.rounds(), round -> latency.apply(round).p99()));
    map.put("max", Spread.of(report.rounds(), round -> latency.apply(round).max()));
    return map;
  }

  /** A small table: median, and beside it the smallest and the largest of the rounds. */
  String toTable() {
    FiguresTable table =
        new FiguresTable()
            .line("%s", machine)
            .line(
                "%s, commit every %d ms; %,d items, %,d users, %,.0f events/s besides",
                settings.streams().guarantee(),
                settings.streams().commitInterval().toMillis(),
                shape.items(),
                shape.users(),
                report.eventsPerSecond())
            .line(
                "%d rounds of %d probes of either kind, %s a second; times from sending the event, in ms%n",
                report.rounds().size(), report.plan().probes(), report.plan().perSecond());
    append(table, "own profile", FreshnessRound::ownProfile);
    append(table, "neighbours of others", FreshnessRound::neighbours);
    return table
        .line("the server used %.2f cores for events, probes and asking", report.serverCores())
        .toString();
  }

  private void append(FiguresTable table, String name, Function<FreshnessRound, Visibility> kind) {
    Map<String, Spread> visible = spreads(kind.andThen(Visibility::visible));
    Latency all = kind.apply(report.all()).visible();
    table
        .head(name)
        .row("  p50", "%.1f", visible.get("p50"))
        .row("  p90", "%.1f", visible.get("p90"))
        .row("  p99", "%.1f", visible.get("p99"))
        .row("  longest", "%.1f", visible.get("max"))
        .row(
            "  until accepted, p50", "%.1f", spreads(kind.andThen(Visibility::accepted)).get("p50"))
        .row("  one asking, p50", "%.2f", spreads(kind.andThen(Visibility::asking)).get("p50"))
        .row(
            "  from asking to asking, p50",
            "%.2f",
            spreads(kind.andThen(Visibility::between)).get("p50"))
        .line(
            "  all %,d probes: p50 %.1f, p90 %.1f, p99 %.1f, longest %.1f%n",
            all.count(), all.p50(), all.p90(), all.p99(), all.max());
  }
}
