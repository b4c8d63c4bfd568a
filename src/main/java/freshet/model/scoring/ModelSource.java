package freshet.model.scoring;

import freshet.event.InteractionType.Stance;
import freshet.event.ItemId;
import freshet.model.scoring.vectors.Beliefs;
import freshet.model.scoring.vectors.ItemVectors;
import freshet.recommend.CandidateSource;
import freshet.recommend.Evidence;
import freshet.recommend.Layer;
import freshet.recommend.Pool;
import freshet.recommend.UserHistory.Touch;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Layer 1: what the model that is live expects the user to turn to, among all items. Knows nothing
 * where there is no model, or where it knows none of the items the user has touched.
 *
 * <p>All that needs the model itself is done before an opinion is given back: whoever keeps an
 * opinion keeps no native memory, and no model from being closed.
 */
public final class ModelSource implements CandidateSource {
  private final LiveModel live;
  private final UserVectors users;
  private final Clock clock;

  /**
   * A source over the model that is live.
   *
   * @param cachedUsers how many users' vectors are kept, 0 or more
   * @param clock tells how long ago a user did what
   */
  public ModelSource(LiveModel live, int cachedUsers, Clock clock) {
    this.live = live;
    this.users = new UserVectors(cachedUsers);
    this.clock = clock;
  }

  @Override
  public Layer layer() {
    return Layer.MODEL;
  }

  @Override
  public Opinion opinion(Question question) {
    if (question.history().recent().isEmpty()) {
      return NONE;
    }
    Optional<LiveModel.Lease> leased = live.lease();
    if (leased.isEmpty()) {
      return NONE;
    }
    try (LiveModel.Lease lease = leased.get()) {
      ServingModel model = lease.model();
      return users
          .of(model, question.history(), clock.instant())
          .<Opinion>map(
              user ->
                  new ModelOpinion(
                      model.vectors().beliefs(user),
                      model.vectors(),
                      model.counting(question.history()),
                      model.manifest().pool(),
                      question.allowed()))
          .orElse(NONE);
    }
  }

  /**
   * @param touches what the model looked at, newest first
   */
  private record ModelOpinion(
      Beliefs beliefs, ItemVectors vectors, List<Touch> touches, Pool joint, Allowed allowed)
      implements Opinion {

    @Override
    public Iterable<ItemId> candidates() {
      return () -> beliefs.bestFirst(allowed);
    }

    @Override
    public double score(ItemId item) {
      return beliefs.of(item);
    }

    /** What the user touched that the model holds for most like the item; of equals the newest. */
    @Override
    public Evidence evidence(ItemId item) {
      List<Touch> speaking =
          touches.stream().filter(touch -> touch.type().stance() == Stance.FOR).toList();
      return new Evidence.After(nearest(item, speaking.isEmpty() ? touches : speaking));
    }

    private Touch nearest(ItemId item, List<Touch> among) {
      float[] about = new float[vectors.dimensions()];
      boolean known = vectors.copy(item, about, 0);
      Touch nearest = among.get(0);
      double most = Double.NEGATIVE_INFINITY;
      float[] touched = new float[about.length];
      for (Touch touch : among) {
        if (known && vectors.copy(touch.item(), touched, 0)) {
          double product = product(about, touched);
          if (product > most) {
            most = product;
            nearest = touch;
          }
        }
      }
      return nearest;
    }

    private static double product(float[] a, float[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (double) a[i] * b[i];
      }
      return sum;
    }

    @Override
    public Optional<Pool> pool() {
      return Optional.of(joint);
    }
  }
}
