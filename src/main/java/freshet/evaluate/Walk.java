package freshet.evaluate;

import freshet.evaluate.Evaluation.Plan;
import freshet.event.Interaction;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Goes through a log as a protocol says: what is learned when, and what is asked. */
final class Walk {
  /** Is told of what passes, in time order, and answers the cases. */
  interface Visitor {
    /** The time of the cases, as far as they are counted; told before the first. */
    void span(Instant first, Instant last);

    /** An event of the log, before it is asked about or learned. */
    void passed(Interaction event);

    /**
     * One case.
     *
     * @param again whether items the user knows may be shown
     */
    void ask(Interaction target, boolean again);
  }

  private final EvaluatedLog log;
  private final List<Interaction> test;
  private final Plan plan;
  private final Replay replay;
  private final Visitor visitor;
  private final EvaluationListener listener;

  /**
   * A walk that has not begun.
   *
   * @param test the cases of {@link Evaluation.Protocol#NEXT_CLICK}, in time order, if they are not
   *     part of the log; empty if they are
   */
  Walk(
      EvaluatedLog log,
      List<Interaction> test,
      Plan plan,
      Replay replay,
      Visitor visitor,
      EvaluationListener listener) {
    this.log = log;
    this.test = List.copyOf(test);
    this.plan = plan;
    this.replay = replay;
    this.visitor = visitor;
    this.listener = listener;
  }

  /** Goes through it, once. */
  void run() {
    switch (plan.protocol()) {
      case LEAVE_ONE_OUT -> leaveOneOut(0);
      case LEAVE_ONE_OUT_VALIDATION -> leaveOneOut(1);
      case PREQUENTIAL -> prequential();
      case NEXT_CLICK -> nextClick();
    }
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
    span(asked, Instant.MIN, Instant.MAX);
    listener.begin("Asking", "cases", asked.size());
    long done = 0;
    for (Interaction target : asked) {
      visitor.ask(target, false);
      listener.reached(++done);
    }
  }

  /** The cases' time is that of these events, which are in time order, as far as it is counted. */
  private void span(List<Interaction> events, Instant from, Instant until) {
    if (!events.isEmpty()) {
      Instant first = events.get(0).time();
      Instant last = events.get(events.size() - 1).time();
      visitor.span(first.isAfter(from) ? first : from, last.isBefore(until) ? last : until);
    }
  }

  private void prequential() {
    String viewed = caseType();
    Map<UserId, Set<ItemId>> before = new HashMap<>();
    span(log.interactions(), plan.from(), plan.until());
    learnThenAsk(
        log.interactions(),
        event -> {
          if (event.type().name().equals(viewed)
              && before.computeIfAbsent(event.user(), user -> new HashSet<>()).add(event.item())
              && !event.time().isBefore(plan.from())) {
            visitor.ask(event, false);
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
      span(log.interactions(), plan.from(), plan.until());
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
      span(test, Instant.MIN, Instant.MAX);
      step("Learning", log.interactions(), replay::learn);
      step("Asking", test, event -> clicked(event, begun));
    }
  }

  private void clicked(Interaction event, Set<UserId> begun) {
    if (!begun.add(event.user())) {
      visitor.ask(event, true);
    }
    replay.remember(event);
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
      replay.moveTo(event);
      visitor.passed(event);
      each.accept(event);
      listener.reached(++done);
    }
  }
}
