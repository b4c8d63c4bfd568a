package freshet.evaluate;

import freshet.evaluate.Evaluation.Plan;
import freshet.event.Interaction;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import freshet.recommend.UserHistory;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Measures on a log how well a model ranks items that are new to it. The cases are those whose item
 * it has not learned, and ranked are only items it has not learned: it knows all of them by their
 * content alone, so that nothing else can put one before another.
 */
public final class NewItemEvaluation {
  private final EvaluatedLog log;
  private final List<Interaction> test;
  private final Plan plan;
  private final LearnedItems learned;
  private final Replay replay;
  private final CandidateSource model;
  private final Set<ItemId> fresh = new LinkedHashSet<>();

  /**
   * An evaluation that has not begun.
   *
   * @param test the cases of {@link Evaluation.Protocol#NEXT_CLICK}, in time order, if they are not
   *     part of the log; empty if they are
   * @param learned by the model
   */
  public NewItemEvaluation(
      EvaluatedLog log,
      List<Interaction> test,
      Plan plan,
      ReplaySettings settings,
      EvaluatedModel model,
      LearnedItems learned) {
    this.log = log;
    this.test = List.copyOf(test);
    this.plan = plan;
    this.learned = learned;
    this.replay = new Replay(log, settings);
    this.model = replay.source(model);
  }

  /**
   * How well new items are ranked, over all cases. Items with equal scores are counted as the mean
   * over all their orders.
   *
   * @param auc share of the other new items that stand below the right one; 0.5 by chance
   * @param auc95 where that lies with 95 % confidence
   * @param hitRate share of cases whose item was among the first k
   * @param ndcg mean of 1/log2(rank + 1), 0 beyond k
   */
  public record Score(double auc, Interval auc95, double hitRate, double ndcg) {}

  /**
   * What came out.
   *
   * @param cases how many were counted
   * @param items how many items of the catalogue are new to the model
   * @param model what it achieved
   * @param chance what a random order of the same items achieves in the mean
   */
  public record Result(long cases, int items, Score model, Score chance) {}

  /**
   * Runs it, once.
   *
   * @param listener is told how far it has come
   */
  public Result run(EvaluationListener listener) {
    replay.catalogue().listen(this::met);
    Asking asking = new Asking();
    new Walk(log, test, plan, replay, asking, listener).run();
    return new Result(
        asking.model.cases, fresh.size(), asking.model.score(), asking.chance.score());
  }

  private void met(ItemId item) {
    if (!learned.byId().test(item)) {
      fresh.add(item);
    }
  }

  private final class Asking implements Walk.Visitor {
    private final Sums model = new Sums();
    private final Sums chance = new Sums();

    @Override
    public void span(Instant first, Instant last) {}

    @Override
    public void passed(Interaction event) {}

    @Override
    public void ask(Interaction target, boolean again) {
      if (learned.byId().test(target.item())) {
        return;
      }
      replay.askedAt(target.time());
      UserHistory history = replay.history(target.user());
      Set<ItemId> seen = history.excluded();
      if (seen.contains(target.item())) {
        return;
      }
      Placement place = place(target.item(), seen, history);
      // Where there is nothing to choose from, nothing was right or wrong.
      if (place.others() > 0) {
        model.add(place);
        chance.add(Placement.byChance(place.others()));
      }
    }
  }

  private Placement place(ItemId right, Set<ItemId> seen, UserHistory history) {
    Opinion opinion = model.opinion(new Question(history, Optional.empty()));
    double said = opinion.score(right);
    int better = 0;
    int equal = 0;
    int others = 0;
    for (ItemId item : fresh) {
      if (!item.equals(right) && !seen.contains(item)) {
        double score = opinion.score(item);
        better += score > said ? 1 : 0;
        equal += score == said ? 1 : 0;
        others++;
      }
    }
    // A score that stands for nothing must not be right or wrong by where zero lies.
    return replay.catalogue().find(right).filter(learned.byContent()).isPresent()
        ? new Placement(better, equal, others - better - equal)
        : Placement.byChance(others);
  }

  private final class Sums {
    private long cases;
    private double auc;
    private double aucSquares;
    private double hitRate;
    private double ndcg;

    void add(Placement place) {
      cases++;
      auc += place.auc();
      aucSquares += place.auc() * place.auc();
      hitRate += place.hitRate(plan.k());
      ndcg += place.ndcg(plan.k());
    }

    /** The means; 0 where there is no case. */
    Score score() {
      double n = Math.max(1, cases);
      double mean = auc / n;
      double variance = Math.max(0, aucSquares / n - mean * mean);
      return new Score(mean, Interval.around(mean, variance, cases), hitRate / n, ndcg / n);
    }
  }
}
