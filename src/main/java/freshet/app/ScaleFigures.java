package freshet.app;

import freshet.bench.Machine;
import freshet.bench.Workload;
import freshet.bench.scale.ScaleReport;
import freshet.bench.scale.Step;
import freshet.bench.scale.Throughput;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of {@code bench scale} as people and programs read them.
 *
 * @param machine what they were measured on
 * @param shape of the site
 */
record ScaleFigures(Machine machine, Workload.Shape shape, ScaleReport report) {
  private static final double MILLIS = 1e3;
  private static final String STEP = "%-18s %6s %10s %8s %10s %14s %11s %9s %9s %9s";
  private static final String THROUGHPUT = "%-18s %10s %10s %10s %10s %10s %9s %9s";

  /** By name. */
  Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", "scale");
    figures.put("machine", machine);
    figures.put("site", shape);
    figures.put("requestsPerSecond", report.plan().perSecond());
    figures.put("eventsPerSecond", report.plan().eventsPerSecond());
    figures.put("failed", report.steps().stream().mapToLong(Step::failed).sum());
    figures.put("steps", report.steps().stream().map(ScaleFigures::toMap).toList());
    figures.put("throughput", report.throughputs().stream().map(ScaleFigures::toMap).toList());
    return figures;
  }

  private static Map<String, Object> toMap(Step step) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("name", step.name());
    figures.put("seconds", step.took().toMillis() / MILLIS);
    figures.put("requests", step.requests());
    figures.put("failed", step.failed());
    figures.put("degraded", step.degraded());
    figures.put("completeAfterSeconds", step.completeAfter().toMillis() / MILLIS);
    figures.put("answeredByAnother", step.elsewhere());
    figures.put("latencyMillis", step.latency());
    step.firstFailure().ifPresent(why -> figures.put("firstFailure", why));
    return figures;
  }

  private static Map<String, Object> toMap(Throughput throughput) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("instances", throughput.instances());
    figures.put("eventsPerSecond", throughput.eventsPerSecond());
    figures.put("serverMicrosPerEvent", throughput.serverMicros());
    figures.put("brokerMicrosPerEvent", throughput.brokerMicros());
    figures.put("bytesToKafkaPerEvent", throughput.sent());
    figures.put("bytesFromKafkaPerEvent", throughput.fetched());
    figures.put("hopsPerRequest", throughput.hops());
    figures.put("hopBytesPerRequest", throughput.hopBytes());
    return figures;
  }

  /** Two small tables. */
  String toTable() {
    FiguresTable table =
        new FiguresTable()
            .line("%s", machine)
            .line(
                "%,d items, %,d users; %,d requests/s in open loop, %,.0f events/s besides%n",
                shape.items(),
                shape.users(),
                report.plan().perSecond(),
                report.plan().eventsPerSecond())
            .line(
                STEP,
                "",
                "s",
                "requests",
                "failed",
                "degraded",
                "complete in s",
                "by another",
                "p50 ms",
                "p99 ms",
                "slowest");
    report.steps().forEach(step -> step(table, step));
    report.steps().stream()
        .flatMap(step -> step.firstFailure().stream())
        .findFirst()
        .ifPresent(why -> table.line("the first that failed: %s", why));
    table
        .line("%nevents at full speed; for an event CPU µs and bytes, for a request hops and bytes")
        .line(
            THROUGHPUT, "", "events/s", "CPU", "broker's", "to Kafka", "from it", "hops", "bytes");
    report.throughputs().forEach(throughput -> throughput(table, throughput));
    return table.toString();
  }

  private static void step(FiguresTable table, Step step) {
    table.line(
        STEP,
        step.name(),
        number("%.0f", step.took().toMillis() / MILLIS),
        count(step.requests()),
        count(step.failed()),
        count(step.degraded()),
        number("%.1f", step.completeAfter().toMillis() / MILLIS),
        count(step.elsewhere()),
        number("%.1f", step.latency().p50()),
        number("%.1f", step.latency().p99()),
        number("%.0f", step.latency().max()));
  }

  private static void throughput(FiguresTable table, Throughput throughput) {
    table.line(
        THROUGHPUT,
        throughput.instances() == 1 ? "1 instance" : throughput.instances() + " instances",
        number("%,.0f", throughput.eventsPerSecond()),
        number("%.1f", throughput.serverMicros()),
        number("%.1f", throughput.brokerMicros()),
        number("%,.0f", throughput.sent()),
        number("%,.0f", throughput.fetched()),
        number("%.2f", throughput.hops()),
        number("%,.0f", throughput.hopBytes()));
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
