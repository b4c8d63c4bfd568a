package freshet.app;

import freshet.bench.Machine;
import freshet.bench.Spread;
import freshet.bench.Workload;
import freshet.bench.load.Kind;
import freshet.bench.load.Latency;
import freshet.bench.load.RecommendBench;
import freshet.bench.load.RecommendReport;
import freshet.bench.load.RecommendRound;
import freshet.bench.memory.ItemMemory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The figures of {@code bench recommend} as people and programs read them.
 *
 * @param machine what they were measured on
 * @param shape of the site
 * @param warmUp events before the first request
 * @param memory of the items; empty if there is no model
 */
record RecommendFigures(
    Machine machine,
    Workload.Shape shape,
    long warmUp,
    Optional<ItemMemory> memory,
    RecommendReport report) {

  /** By name; figures that the operating system does not tell are missing. */
  Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", "recommend");
    figures.put("machine", machine);
    figures.put("site", shape);
    figures.put("warmUpEvents", warmUp);
    figures.put("rounds", report.rounds().size());
    figures.put("roundSeconds", report.plan().round().toSeconds());
    figures.put("requestsPerSecond", report.plan().perSecond());
    put(figures, "eventsPerSecond", RecommendRound::eventsPerSecond);
    figures.put("latencyMillis", quantiles(round -> round.outcome().latency()));
    figures.put("latenessMillis", quantiles(round -> round.outcome().lateness()));
    put(figures, "cpuMicrosPerRequest", RecommendRound::serverMicros);
    put(figures, "cpuMicrosPerRequestWithoutJit", RecommendRound::serverMicrosWithoutCompiler);
    put(figures, "answeringCpuMicrosPerRequest", RecommendRound::answeringMicros);
    put(figures, "gcMicrosPerRequest", RecommendRound::collectorMicros);
    put(figures, "generatorCpuMicrosPerRequest", RecommendRound::generatorMicros);
    put(figures, "coresForEventsAlone", RecommendRound::idleCores);
    put(figures, "collaborativeShare", round -> round.outcome().collaborative());
    if (report.plan().model()) {
      put(figures, "modelShare", round -> round.outcome().model());
      put(figures, "degradedShare", round -> round.outcome().degraded());
    }
    if (!report.plan().kinds().isEmpty()) {
      figures.put("kinds", kinds());
    }
    memory.ifPresent(known -> figures.put("memory", MemoryFigures.toMap(known)));
    if (report.plan().search()) {
      Map<String, Object> highest = new LinkedHashMap<>();
      highest.put("p99MillisAtMost", RecommendBench.P99_LIMIT);
      report.highest().ifPresent(rate -> highest.put("requestsPerSecond", rate));
      figures.put("highestRate", highest);
    }
    return figures;
  }

  private Map<String, Object> kinds() {
    Map<String, Object> kinds = new LinkedHashMap<>();
    for (Kind kind : report.plan().kinds()) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("latencyMillis", quantiles(round -> round.kinds().get(kind).latency()));
      put(figures, "p99TimesPlain", round -> round.timesPlain(kind));
      kinds.put(kind.label(), figures);
    }
    return kinds;
  }

  private Map<String, Object> quantiles(Function<RecommendRound, Latency> latency) {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "p50", round -> latency.apply(round).p50());
    put(map, "p90", round -> latency.apply(round).p90());
    put(map, "p99", round -> latency.apply(round).p99());
    put(map, "p999", round -> latency.apply(round).p999());
    put(map, "max", round -> latency.apply(round).max());
    return map;
  }

  private void put(Map<String, Object> map, String name, ToDoubleFunction<RecommendRound> figure) {
    Spread spread = spread(figure);
    if (!Double.isNaN(spread.median())) {
      map.put(name, spread);
    }
  }

  private Spread spread(ToDoubleFunction<RecommendRound> figure) {
    return Spread.of(report.rounds(), figure);
  }

  private Spread spread(Kind kind, ToDoubleFunction<Latency> figure) {
    return spread(round -> figure.applyAsDouble(round.kinds().get(kind).latency()));
  }

  /** A small table: median, and beside it the smallest and the largest of the rounds. */
  String toTable() {
    FiguresTable table =
        new FiguresTable()
            .line("%s", machine)
            .line(
                "%,d items, %,d users, %,d events before; %,d requests/s in open loop, %,.0f events/s besides",
                shape.items(),
                shape.users(),
                warmUp,
                report.plan().perSecond(),
                spread(RecommendRound::eventsPerSecond).median())
            .line(
                "%d rounds of %d s; latency counts from when a request was due%n",
                report.rounds().size(), report.plan().round().toSeconds())
            .head("")
            .row("p50, ms", "%.2f", spread(round -> round.outcome().latency().p50()))
            .row("p90, ms", "%.2f", spread(round -> round.outcome().latency().p90()))
            .row("p99, ms", "%.2f", spread(round -> round.outcome().latency().p99()))
            .row("p99.9, ms", "%.2f", spread(round -> round.outcome().latency().p999()))
            .row("slowest, ms", "%.2f", spread(round -> round.outcome().latency().max()))
            .row("  sent late, p99, ms", "%.2f", spread(round -> round.outcome().lateness().p99()))
            .row("CPU µs per request", "%.0f", spread(RecommendRound::serverMicros))
            .row(
                "  without compiling bytecode",
                "%.0f",
                spread(RecommendRound::serverMicrosWithoutCompiler))
            .row("  in the threads that answer", "%.0f", spread(RecommendRound::answeringMicros))
            .row("  collecting garbage", "%.0f", spread(RecommendRound::collectorMicros))
            .row("CPU µs per request of who asks", "%.0f", spread(RecommendRound::generatorMicros))
            .row("cores used by the events alone", "%.2f", spread(RecommendRound::idleCores));
    if (report.plan().model()) {
      table
          .row("items by layer model, %", "%.1f", spread(round -> 100 * round.outcome().model()))
          .row("degraded answers, %", "%.2f", spread(round -> 100 * round.outcome().degraded()));
    } else {
      table.row(
          "items by layer collaborative, %",
          "%.0f", spread(round -> 100 * round.outcome().collaborative()));
    }
    for (Kind kind : report.plan().kinds()) {
      table
          .row(kind.label() + ": p50, ms", "%.2f", spread(kind, Latency::p50))
          .row("  p99, ms", "%.2f", spread(kind, Latency::p99))
          .row("  p99, times the plain one", "%.2f", spread(round -> round.timesPlain(kind)));
    }
    memory.ifPresent(known -> MemoryFigures.addTo(table, known));
    if (report.plan().search()) {
      String most =
          report.highest().isPresent()
              ? "%,d requests/s".formatted(report.highest().getAsInt())
              : "none of the rates tried";
      table.line(
          "%nhighest rate with a p99 of at most %.0f ms: %s", RecommendBench.P99_LIMIT, most);
    }
    return table.toString();
  }
}
