package freshet.app;

import freshet.bench.Machine;
import freshet.bench.Spread;
import freshet.bench.Workload;
import freshet.bench.load.Latency;
import freshet.bench.load.WatchedRequest.Fate;
import freshet.bench.memory.ResidentMemory;
import freshet.bench.reload.Reload;
import freshet.bench.reload.ReloadReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of {@code bench reload} as people and programs read them.
 *
 * @param machine what they were measured on
 * @param shape of the site
 */
record ReloadFigures(Machine machine, Workload.Shape shape, ReloadReport report) {
  private static final double MEGABYTE = 1e6;

  /** By name; figures that the operating system does not tell are missing. */
  Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", "reload");
    figures.put("machine", machine);
    figures.put("site", shape);
    figures.put("requestsPerSecond", report.plan().perSecond());
    figures.put("reloads", report.reloads().size());
    figures.put("requests", report.requests().size());
    figures.put("failed", report.count(Fate.FAILED));
    figures.put("withoutModel", report.count(Fate.DEGRADED));
    report.firstFailure().ifPresent(why -> figures.put("firstFailure", why));
    figures.put("nearReloadsMillis", report.near());
    figures.put("awayFromReloadsMillis", report.away());
    figures.put("p99Ratio", report.slowdown());
    figures.put("liveAfterMillis", liveAfter());
    first().ifPresent(memory -> figures.put("firstMemory", memory));
    last().ifPresent(memory -> figures.put("lastMemory", memory));
    return figures;
  }

  private Spread liveAfter() {
    return Spread.of(report.reloads(), Reload::millis);
  }

  private Optional<ResidentMemory> first() {
    return report.reloads().get(0).memory();
  }

  private Optional<ResidentMemory> last() {
    return report.reloads().get(report.reloads().size() - 1).memory();
  }

  /** A small table. */
  String toTable() {
    FiguresTable table =
        new FiguresTable()
            .line("%s", machine)
            .line(
                "%,d items, %,d users; %,d requests/s in open loop; %d reloads, one in %d s",
                shape.items(),
                shape.users(),
                report.plan().perSecond(),
                report.reloads().size(),
                report.plan().every().toSeconds())
            .line("latency counts from when a request was due%n")
            .line(
                "requests %,d, failed %,d, answered without the model %,d",
                report.requests().size(), report.count(Fate.FAILED), report.count(Fate.DEGRADED));
    report.firstFailure().ifPresent(why -> table.line("the first that failed: %s", why));
    latency(table, "near reloads", report.near());
    latency(table, "away from reloads", report.away());
    table.line("p99 near as a multiple of away: %.2f", report.slowdown());
    table.line(
        "a model serves after, ms: %.0f (%.0f to %.0f)",
        liveAfter().median(), liveAfter().min(), liveAfter().max());
    first().ifPresent(memory -> memory(table, "first", memory));
    last().ifPresent(memory -> memory(table, "last", memory));
    return table.toString();
  }

  private static void latency(FiguresTable table, String where, Latency latency) {
    table.line(
        "%-18s p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, slowest %.1f ms (%,d answers)",
        where, latency.p50(), latency.p90(), latency.p99(), latency.max(), latency.count());
  }

  private static void memory(FiguresTable table, String which, ResidentMemory memory) {
    table.line(
        "memory after the %s reload: %,.0f MB, of them %,.0f outside the Java heap",
        which, memory.total() / MEGABYTE, memory.rest() / MEGABYTE);
  }
}
