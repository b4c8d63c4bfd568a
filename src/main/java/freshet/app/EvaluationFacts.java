package freshet.app;

import freshet.evaluate.EvaluatedLog;
import freshet.evaluate.Evaluation;
import freshet.event.Interaction;
import freshet.replay.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reader of an evaluation has to know about how it was made. */
final class EvaluationFacts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final EvaluatedLog log;
  private final List<Interaction> test;
  private final Evaluation.Plan plan;
  private final Evaluation.Result result;

  /**
   * @param test the cases of a log of their own; empty if there is none
   */
  EvaluationFacts(
      EvaluatedLog log, List<Interaction> test, Evaluation.Plan plan, Evaluation.Result result) {
    this.log = log;
    this.test = test;
    this.plan = plan;
    this.result = result;
  }

  /** Name of the log and of the protocol. */
  String title(List<Path> data, String protocol) {
    return data.stream()
            .map(path -> path.toAbsolutePath().normalize().getFileName())
            .map(name -> name == null ? "/" : name.toString())
            .collect(Collectors.joining(" + "))
        + ", "
        + protocol;
  }

  /** Words and what they stand for, the most important first. */
  Map<String, String> list(List<Path> data, int minItemCount, List<Refusal> refused) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Protocol", protocol());
    facts.put("Ranking", ranking());
    facts.put("Data", data.stream().map(Path::toString).collect(Collectors.joining(", ")));
    facts.put("Log", extent());
    facts.put("Cases", cases());
    facts.put("k", Integer.toString(plan.k()));
    if (minItemCount > 1) {
      facts.put("Rare items", "left out below " + minItemCount + " interactions");
    }
    if (!refused.isEmpty()) {
      facts.put("Left out", refused.stream().map(this::refusal).collect(Collectors.joining("; ")));
    }
    facts.put("Version", new Main.Version().getVersion()[0]);
    return facts;
  }

  private String protocol() {
    return switch (plan.protocol()) {
      case LEAVE_ONE_OUT ->
          "leave-one-out: each user's last event is the case; all others are learned first";
      case LEAVE_ONE_OUT_VALIDATION ->
          "leave-one-out-validation: each user's last event but one is the case; what came before"
              + " it is learned first";
      case PREQUENTIAL ->
          "prequential (test, then learn): every view of an item that is new to its user is a case,"
              + " asked before it is learned";
      case NEXT_CLICK ->
          "next-click: every event after the first of a session is a case; cases teach nothing about"
              + " items";
    };
  }

  private String ranking() {
    return "full, no sampled items; "
        + (plan.protocol() == Evaluation.Protocol.NEXT_CLICK
            ? "items seen before count"
            : "items the user has seen are excluded")
        + "; equal scores rank at the middle of the tie";
  }

  private String extent() {
    List<Interaction> interactions = log.interactions();
    String span =
        log.timed()
            ? "%s to %s"
                .formatted(
                    TIME.format(interactions.get(0).time()),
                    TIME.format(interactions.get(interactions.size() - 1).time()))
            : "in the order of each user's events, without times";
    return String.format(
        Locale.ROOT,
        "%,d interactions, %,d users, %,d items; %s",
        interactions.size(),
        interactions.stream().map(Interaction::user).distinct().count(),
        interactions.stream().map(Interaction::item).distinct().count(),
        span);
  }

  private String cases() {
    String count = String.format(Locale.ROOT, "%,d", result.cases());
    String until =
        plan.until().equals(Instant.MAX)
            ? ""
            : " until %s (%d)".formatted(TIME.format(plan.until()), plan.until().getEpochSecond());
    return switch (plan.protocol()) {
      case LEAVE_ONE_OUT, LEAVE_ONE_OUT_VALIDATION -> count + ", at most one per user";
      case PREQUENTIAL, NEXT_CLICK ->
          test.isEmpty()
              ? "%s, from %s (%d)%s"
                  .formatted(count, TIME.format(plan.from()), plan.from().getEpochSecond(), until)
              : String.format(Locale.ROOT, "%s, from a log of %,d events", count, test.size());
    };
  }

  /** Without the cure, which is for who runs it, not for who reads it. */
  private String refusal(Refusal refusal) {
    return String.format(
        Locale.ROOT, "%,d × %s", refusal.count(), refusal.reason().replaceFirst(";.*", ""));
  }
}
