package freshet.evaluate;

import freshet.event.Interaction;
import freshet.recommend.Layer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures on a log how well each layer, and all together, foresee what users touch next. */
public final class Evaluation {
  /** Name under which all layers together are reported. */
  public static final String LADDER = "ladder";

  /** Protocols. */
  public enum Protocol {
    /**
     * Each user's last event is the case; everything else has been learned, also from users whose
     * events come later.
     */
    LEAVE_ONE_OUT,

    /**
     * The same with the event before the last one; the last is not learned. For choosing settings.
     */
    LEAVE_ONE_OUT_VALIDATION,

    /**
     * Test, then learn: every first view of an item by a user is a case, asked before it is
     * learned.
     */
    PREQUENTIAL,

    /**
     * Every event after the first of its user or session is a case, items seen before count too,
     * and what the cases teach about items is not learned: only the user's own history goes on.
     */
    NEXT_CLICK
  }

  /**
   * What is measured.
   *
   * @param k length of the slates
   * @param from cases before this time are learned but not counted
   * @param until later events are ignored
   */
  public record Plan(Protocol protocol, int k, Instant from, Instant until) {}

  /**
   * What came out.
   *
   * @param cases how many were counted
   * @param items how many items there were in the end
   * @param layers quality by name of the layer, {@link #LADDER} last
   * @param slices the same by time, by history and by age of the item
   */
  public record Result(long cases, int items, Map<String, Quality> layers, Slices slices) {}

  private final EvaluatedLog log;
  private final List<Interaction> test;
  private final Plan plan;
  private final Replay replay;
  private final Ladder ladder;
  private final Map<Layer, Hits> layers = new EnumMap<>(Layer.class);
  private final Hits all;
  private final ItemAges ages;
  private Slicer slicer;
  private long cases;

  /**
   * An evaluation that has not begun.
   *
   * @param test the cases of {@link Protocol#NEXT_CLICK}, in time order, if they are not part of
   *     the log; empty if they are
   * @param model layer 1, if there is one
   */
  public Evaluation(
      EvaluatedLog log,
      List<Interaction> test,
      Plan plan,
      ReplaySettings settings,
      Optional<EvaluatedModel> model) {
    this.log = log;
    this.test = List.copyOf(test);
    this.plan = plan;
    this.replay = new Replay(log, settings);
    this.ladder = replay.ladder(model);
    this.all = new Hits(plan.k());
    this.ages = new ItemAges(log.items());
    this.slicer = new Slicer(plan.k(), Instant.EPOCH, Instant.EPOCH);
    ladder.layers().forEach(layer -> layers.put(layer, new Hits(plan.k())));
  }

  /** Runs it, once. */
  public Result run() {
    return run(EvaluationListener.SILENT);
  }

  /**
   * Runs it, once.
   *
   * @param listener is told how far it has come
   */
  public Result run(EvaluationListener listener) {
    new Walk(log, test, plan, replay, new Measuring(), listener).run();
    Map<String, Quality> qualities = new LinkedHashMap<>();
    layers.forEach((layer, hits) -> qualities.put(layer.label(), hits.quality(replay.items())));
    qualities.put(LADDER, all.quality(replay.items()));
    Slices slices = slicer.slices();
    return new Result(cases, replay.items(), qualities, log.timed() ? slices : slices.untimed());
  }

  /** Asks the ladder and each layer by itself. */
  private final class Measuring implements Walk.Visitor {
    @Override
    public void span(Instant first, Instant last) {
      slicer = new Slicer(plan.k(), first, last);
    }

    @Override
    public void passed(Interaction event) {
      ages.touched(event.item(), event.time());
    }

    @Override
    public void ask(Interaction target, boolean again) {
      cases++;
      Map<String, Double> ranks = new LinkedHashMap<>();
      long begun = System.nanoTime();
      Answer shown = ladder.shown(target, plan.k(), again);
      all.add(shown.rank(), shown.top(), System.nanoTime() - begun);
      long asked = System.nanoTime();
      Map<Layer, Answer> answers = ladder.each(target, plan.k(), again);
      long each = (System.nanoTime() - asked) / Math.max(1, answers.size());
      answers.forEach(
          (layer, answer) -> {
            layers.get(layer).add(answer.rank(), answer.top(), each);
            ranks.put(layer.label(), answer.rank());
          });
      ranks.put(LADDER, shown.rank());
      slicer.add(
          target.time(),
          replay.known(target.user()),
          ages.age(target.item(), target.time()),
          ranks);
    }
  }
}
