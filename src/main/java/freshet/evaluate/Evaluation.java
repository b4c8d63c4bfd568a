package freshet.evaluate;

import freshet.cooccurrence.CooccurrenceSettings;
import freshet.event.Interaction;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.popularity.PopularitySettings;
import freshet.profile.ProfileSettings;
import freshet.recommend.Layer;
import freshet.recommend.RecommendSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
  private final Map<Layer, Hits> layers = new HashMap<>();
  private final Hits ladder;
  private final ItemAges ages;
  private EvaluationListener listener = EvaluationListener.SILENT;
  private Slicer slicer;
  private long cases;

  /**
   * An evaluation that has not begun.
   *
   * @param test the cases of {@link Protocol#NEXT_CLICK}, in time order, if they are not part of
   *     the log; empty if they are
   */
  public Evaluation(
      EvaluatedLog log,
      List<Interaction> test,
      Plan plan,
      ProfileSettings profile,
      CooccurrenceSettings cooccurrence,
      PopularitySettings popularity,
      RecommendSettings recommend) {
    this.log = log;
    this.test = List.copyOf(test);
    this.plan = plan;
    this.replay =
        new Replay(log, new Replay.Settings(profile, cooccurrence, popularity, recommend));
    this.ladder = new Hits(plan.k());
    this.ages = new ItemAges(log.items());
    this.slicer = new Slicer(plan.k(), Instant.EPOCH, Instant.EPOCH);
    for (Layer layer : Layer.mixed()) {
      layers.put(layer, new Hits(plan.k()));
    }
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
    this.listener = listener;
    switch (plan.protocol()) {
      case LEAVE_ONE_OUT -> leaveOneOut(0);
      case LEAVE_ONE_OUT_VALIDATION -> leaveOneOut(1);
      case PREQUENTIAL -> prequential();
      case NEXT_CLICK -> nextClick();
    }
    Map<String, Quality> qualities = new LinkedHashMap<>();
    for (Layer layer : Layer.mixed()) {
      qualities.put(layer.label(), layers.get(layer).quality(replay.items()));
    }
    qualities.put(LADDER, ladder.quality(replay.items()));
    Slices slices = slicer.slices();
    return new Result(cases, replay.items(), qualities, log.timed() ? slices : slices.untimed());
  }

  /**
   * Everything but the last events of each user is learned before the first case.
   *
   * @param back how many events behind the last the case is
   */
  private void leaveOneOut(int back) {
    Map<UserId, Integer> left = new HashMap<>();
    log.interactions().forEach(event -> left.merge(event.user(), 1, Integer::sum));
    Map<UserId, Interaction> targets = new LinkedHashMap<>();
    step(
        "Learning",
        log.interactions(),
        event -> {
          int after = left.merge(event.user(), -1, Integer::sum);
          if (after == back) {
            targets.put(event.user(), event);
          } else if (after > back) {
            replay.learn(event);
          }
        });
    // Users come in the order of their cases, which is the order of the log.
    List<Interaction> asked = List.copyOf(targets.values());
    sliceFrom(asked, Instant.MIN, Instant.MAX);
    listener.begin("Asking", "cases", asked.size());
    for (Interaction target : asked) {
      ask(target, false);
      listener.reached(cases);
    }
  }

  /** The cases' time is that of these events, which are in time order, as far as it is counted. */
  private void sliceFrom(List<Interaction> events, Instant from, Instant until) {
    if (!events.isEmpty()) {
      Instant first = events.get(0).time();
      Instant last = events.get(events.size() - 1).time();
      slicer =
          new Slicer(
              plan.k(), first.isAfter(from) ? first : from, last.isBefore(until) ? last : until);
    }
  }

  private void prequential() {
    String viewed = caseType();
    Map<UserId, Set<ItemId>> before = new HashMap<>();
    sliceFrom(log.interactions(), plan.from(), plan.until());
    learnThenAsk(
        log.interactions(),
        event -> {
          if (event.type().name().equals(viewed)
              && before.computeIfAbsent(event.user(), user -> new HashSet<>()).add(event.item())
              && !event.time().isBefore(plan.from())) {
            ask(event, false);
          }
          replay.learn(event);
        });
  }

  /** View, unless the log has only another type. */
  private String caseType() {
    Set<String> types = new HashSet<>();
    log.interactions().forEach(event -> types.add(event.type().name()));
    return types.size() == 1 ? types.iterator().next() : "view";
  }

  private void nextClick() {
    Set<UserId> begun = new HashSet<>();
    if (test.isEmpty()) {
      sliceFrom(log.interactions(), plan.from(), plan.until());
      learnThenAsk(
          log.interactions(),
          event -> {
            if (event.time().isBefore(plan.from())) {
              replay.learn(event);
            } else {
              clicked(event, begun);
            }
          });
    } else {
      sliceFrom(test, Instant.MIN, Instant.MAX);
      step("Learning", log.interactions(), replay::learn);
      step("Asking", test, event -> clicked(event, begun));
    }
  }

  /**
   * Steps through events in time order, up to the end of the test part. The part before it is told
   * apart, for asking takes far longer than learning.
   */
  private void learnThenAsk(List<Interaction> events, Consumer<Interaction> each) {
    int from = countWhile(events, event -> event.time().isBefore(plan.from()));
    int until = countWhile(events, event -> !event.time().isAfter(plan.until()));
    step("Learning", events.subList(0, Math.min(from, until)), each);
    step("Asking", events.subList(Math.min(from, until), until), each);
  }

  private static int countWhile(List<Interaction> events, Predicate<Interaction> early) {
    int count = 0;
    while (count < events.size() && early.test(events.get(count))) {
      count++;
    }
    return count;
  }

  private void step(String work, List<Interaction> events, Consumer<Interaction> each) {
    listener.begin(work, "interactions", events.size());
    long done = 0;
    for (Interaction event : events) {
      replay.moveTo(event.time());
      ages.touched(event.item(), event.time());
      each.accept(event);
      listener.reached(++done);
    }
  }

  private void clicked(Interaction event, Set<UserId> begun) {
    if (!begun.add(event.user())) {
      ask(event, true);
    }
    replay.remember(event);
  }

  private void ask(Interaction target, boolean again) {
    cases++;
    Map<String, Double> ranks = new LinkedHashMap<>();
    long begun = System.nanoTime();
    Replay.Answer shown = replay.ladder(target, plan.k(), again);
    ladder.add(shown.rank(), shown.top(), System.nanoTime() - begun);
    long asked = System.nanoTime();
    Map<Layer, Replay.Answer> answers = replay.layers(target, plan.k(), again);
    long each = (System.nanoTime() - asked) / Math.max(1, answers.size());
    answers.forEach(
        (layer, answer) -> {
          layers.get(layer).add(answer.rank(), answer.top(), each);
          ranks.put(layer.label(), answer.rank());
        });
    ranks.put(LADDER, shown.rank());
    slicer.add(
        target.time(), replay.known(target.user()), ages.age(target.item(), target.time()), ranks);
  }
}
