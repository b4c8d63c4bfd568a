package freshet.http.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Knows the models there are, asks for new ones and chooses the one that serves. */
public interface Models {
  /**
   * What can be said at one moment.
   *
   * @param active version of the model that is to serve everywhere
   * @param live version of the model that answers on this instance
   * @param status in a sentence, which model answers here and what is in the way of another
   * @param breaker whether that model is asked: {@code closed} if it is; {@code open (why)} if it
   *     is left alone for a while, and {@code half open (why)} if a few requests try it again
   * @param training what is being trained
   * @param lastFailure the latest training that came to nothing, unless one has ended well since
   * @param models all of them, the latest first
   */
  record Overview(
      Optional<String> active,
      Optional<String> live,
      String status,
      String breaker,
      Optional<Training> training,
      Optional<Failure> lastFailure,
      List<Model> models) {
    public Overview {
      models = List.copyOf(models);
    }
  }

  /**
   * A model.
   *
   * @param state training, uploading, released, refused, failed or expired
   * @param active whether it is the one that is to serve
   * @param why why it was refused, failed or expired
   * @param created when its training began
   * @param bytes length of its module; empty if its artifact is not kept
   * @param metrics how well it foresaw what was held out, by name
   * @param requests ids of the requests it answers
   */
  record Model(
      String version,
      String state,
      boolean active,
      Optional<String> why,
      Instant created,
      OptionalLong bytes,
      Map<String, Double> metrics,
      List<String> requests) {

    /** Whether it has an artifact that can serve. */
    boolean canServe() {
      return state.equals("released");
    }
  }

  /**
   * A training that runs.
   *
   * @param instance where
   * @param share how much is done, 0 to 1
   */
  record Training(
      String version,
      Instant since,
      Optional<String> instance,
      String phase,
      int epoch,
      int epochs,
      double share,
      OptionalDouble loss,
      OptionalDouble ndcg,
      OptionalLong secondsLeft,
      Optional<String> message) {}

  /** A training that came to nothing, and why. */
  record Failure(String version, Instant since, String why) {}

  /** How a training is to differ from the settings; each at least 1 but for the seed. */
  record Wishes(OptionalInt days, OptionalInt epochs, OptionalLong seed) {}

  Overview overview();

  /** Asks for a new model; completes with the id of the request when it cannot be lost any more. */
  CompletableFuture<String> retrain(Wishes wishes);

  /**
   * Makes a model serve everywhere; completes when that cannot be lost any more.
   *
   * @param version of a model that can serve, or was refused
   */
  CompletableFuture<Void> activate(String version);
}
