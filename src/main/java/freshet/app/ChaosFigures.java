package freshet.app;

import freshet.bench.Machine;
import freshet.bench.Spread;
import freshet.bench.chaos.ChaosReport;
import freshet.bench.chaos.Comparison;
import freshet.bench.chaos.Moment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of {@code bench chaos} as people and programs read them.
 *
 * @param machine what they were measured on
 * @param settings of the server
 * @param seed of the events and the kills
 */
record ChaosFigures(Machine machine, Settings settings, long seed, ChaosReport report) {
  private static final double MILLIS = 1e3;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final String ROW = "%-34s %14s%s%n";

  /** By name. */
  Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", "chaos");
    figures.put("machine", machine);
    figures.put("guarantee", settings.streams().guarantee());
    figures.put("commitIntervalMillis", settings.streams().commitInterval().toMillis());
    figures.put("seed", seed);
    figures.put("minutes", minutes());
    figures.put("instances", report.servers());
    figures.put("kills", report.kills().size());
    Map<String, Object> phases = new LinkedHashMap<>();
    for (Moment.Phase phase : Moment.Phase.values()) {
      phases.put(phase.name().toLowerCase(Locale.ROOT), kills(phase));
    }
    figures.put("killsBy", phases);
    figures.put("sent", report.balance().sent());
    figures.put("counted", report.balance().counted());
    figures.put("lost", report.balance().lost());
    figures.put("twice", report.balance().twice());
    figures.put("requests", report.visits().requests());
    figures.put("failed", report.visits().failed());
    figures.put("unanswerable", report.visits().nobody());
    figures.put("degraded", report.visits().degraded());
    figures.put("longestIncompleteSeconds", longestIncomplete());
    figures.put("missingInLog", report.missing());
    figures.put("recordsRepeatedInLog", report.recordsRepeated());
    figures.put("recordsAlteredInLog", report.recordsAltered());
    figures.put("retries", report.retries());
    figures.put("eventsPerSecond", report.eventsPerSecond());
    figures.put("secondsToReadyAfterKill", secondsToReady());
    figures.put("profiles", report.profiles());
    figures.put("rows", report.rows());
    figures.put("counts", report.counts());
    return figures;
  }

  /** A small table and one sentence on what it means. */
  String toTable() {
    StringBuilder table = new StringBuilder();
    table.append(machine).append(System.lineSeparator());
    table.append(
        String.format(
            Locale.ROOT,
            "%s, commit every %d ms; %d instances, %.1f minutes, %d kills, seed %d%n%n",
            settings.streams().guarantee(),
            settings.streams().commitInterval().toMillis(),
            report.servers(),
            minutes(),
            report.kills().size(),
            seed));
    for (Moment.Phase phase : Moment.Phase.values()) {
      append(table, "killed " + phase, kills(phase), "");
    }
    Spread ready = secondsToReady();
    table.append(
        String.format(
            Locale.ROOT,
            ROW,
            "s until it was ready again",
            String.format(Locale.ROOT, "%.1f", ready.median()),
            String.format(Locale.ROOT, " (%.1f to %.1f)", ready.min(), ready.max())));
    append(table, "events/s", Math.round(report.eventsPerSecond()), ", dead or alive");
    append(table, "times a batch was sent again", report.retries(), "");
    append(table, "requests for slates", report.visits().requests(), "");
    append(table, "  failed", report.visits().failed(), " though an instance was up");
    append(table, "  while all were dead", report.visits().nobody(), "");
    append(table, "  degraded", report.visits().degraded(), "");
    table.append(
        String.format(
            Locale.ROOT,
            ROW,
            "s until all were complete again",
            String.format(Locale.ROOT, "%.1f", longestIncomplete()),
            " at most"));
    append(table, "records repeated in the log", report.recordsRepeated(), "");
    table.append(System.lineSeparator());
    append(table, "sent", report.balance().sent(), " accepted, each with its own id");
    append(table, "counted", report.balance().counted(), "");
    append(table, "lost", report.balance().lost(), "");
    append(table, "twice", report.balance().twice(), "");
    append(table, "missing in the log", report.missing(), "");
    append(table, "altered in the log", report.recordsAltered(), "");
    append(table, "profiles", report.profiles());
    append(table, "co-occurrence rows", report.rows());
    append(table, "popularity counts", report.counts());
    table.append(
        report.isFlawless()
            ? String.format("%nEvery accepted event was counted exactly once.%n")
            : String.format(
                "%nNot every accepted event was counted exactly once, or a request failed; that is a defect to report.%n"));
    return table.toString();
  }

  private double minutes() {
    return report.took().toMillis() / MILLIS / SECONDS_PER_MINUTE;
  }

  private double longestIncomplete() {
    return report.visits().longestIncomplete().toMillis() / MILLIS;
  }

  private long kills(Moment.Phase phase) {
    return report.kills().stream().filter(phase::equals).count();
  }

  private Spread secondsToReady() {
    return Spread.of(report.readyAfter(), (Duration after) -> after.toMillis() / MILLIS);
  }

  private static void append(StringBuilder table, String name, long figure, String remark) {
    table.append(
        String.format(Locale.ROOT, ROW, name, String.format(Locale.ROOT, "%,d", figure), remark));
  }

  private static void append(StringBuilder table, String name, Comparison comparison) {
    append(
        table,
        name,
        comparison.compared(),
        comparison.different() == 0
            ? " compared, all equal"
            : String.format(
                Locale.ROOT,
                " compared, %,d different: %s",
                comparison.different(),
                String.join(", ", comparison.examples())));
  }
}
