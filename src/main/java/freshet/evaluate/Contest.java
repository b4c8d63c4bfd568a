package freshet.evaluate;

import freshet.evaluate.Evaluation.Plan;
import freshet.event.Interaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks several ladders about the same held-out cases: one replay, in which they differ by their
 * model only.
 */
public final class Contest {
  private final EvaluatedLog log;
  private final Plan plan;
  private final int every;
  private final Replay replay;
  private final Map<String, Ladder> ladders = new LinkedHashMap<>();
  private final Map<String, Hits> hits = new LinkedHashMap<>();
  private long met;

  /**
   * A contest that has not begun.
   *
   * @param most cases at most, spread evenly over those there are
   * @param models by the name under which they are reported; empty for a ladder without one
   */
  public Contest(
      EvaluatedLog log,
      Plan plan,
      ReplaySettings settings,
      int most,
      Map<String, Optional<EvaluatedModel>> models) {
    this.log = log;
    this.plan = plan;
    this.every = Math.max(1, upTo(log, plan) / most);
    this.replay = new Replay(log, settings);
    models.forEach(
        (name, model) -> {
          ladders.put(name, replay.ladder(model));
          hits.put(name, new Hits(plan.k()));
        });
  }

  /** How many cases there can be. */
  private static int upTo(EvaluatedLog log, Plan plan) {
    long count =
        switch (plan.protocol()) {
          case LEAVE_ONE_OUT, LEAVE_ONE_OUT_VALIDATION ->
              log.interactions().stream().map(Interaction::user).distinct().count();
          case PREQUENTIAL, NEXT_CLICK ->
              log.interactions().stream()
                  .filter(event -> !event.time().isBefore(plan.from()))
                  .filter(event -> !event.time().isAfter(plan.until()))
                  .count();
        };
    return Math.toIntExact(count);
  }

  /**
   * Runs it, once.
   *
   * @return quality by name
   */
  public Map<String, Quality> run(EvaluationListener listener) {
    new Walk(log, List.of(), plan, replay, new Asking(), listener).run();
    Map<String, Quality> qualities = new LinkedHashMap<>();
    hits.forEach((name, one) -> qualities.put(name, one.quality(replay.items())));
    return qualities;
  }

  private final class Asking implements Walk.Visitor {
    @Override
    public void span(Instant first, Instant last) {}

    @Override
    public void passed(Interaction event) {}

    @Override
    public void ask(Interaction target, boolean again) {
      if (met++ % every != 0) {
        return;
      }
      ladders.forEach(
          (name, ladder) -> {
            long begun = System.nanoTime();
            Answer answer = ladder.shown(target, plan.k(), again);
            hits.get(name).add(answer.rank(), answer.top(), System.nanoTime() - begun);
          });
    }
  }
}
