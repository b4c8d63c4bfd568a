package freshet.model.release.retrain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One or several requests to train a model anew.
 *
 * @param ids of the requests, the latest {@value #MAX_IDS} of them
 * @param requested when the latest was made
 * @param reason why the latest was
 * @param requester who made the latest
 * @param wishes how to train
 */
public record RetrainRequest(
    List<String> ids, Instant requested, Reason reason, Optional<String> requester, Wishes wishes) {

  private static final int MAX_IDS = 100;

  /** Why a model is asked for. */
  public enum Reason {
    /** Somebody asked over HTTP. */
    API,
    /** It was time. */
    SCHEDULE,
    /** Enough new interactions have come. */
    COUNT,
    /** Somebody appended a record. */
    RECORD
  }

  /**
   * What differs from the settings in one training.
   *
   * @param days learn from the last so many days only, at least 1
   * @param epochs at most so many, at least 1
   * @param seed of the training
   */
  public record Wishes(OptionalInt days, OptionalInt epochs, OptionalLong seed) {
    /** Nothing differs. */
    public static final Wishes NONE =
        new Wishes(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

    public Wishes {
      requirePositive("days", days);
      requirePositive("epochs", epochs);
    }

    private static void requirePositive(String name, OptionalInt value) {
      if (value.isPresent() && value.getAsInt() < 1) {
        throw new IllegalArgumentException(
            "%s is %d; give at least 1, or nothing".formatted(name, value.getAsInt()));
      }
    }

    /** These, and where they say nothing others. */
    Wishes or(Wishes others) {
      return new Wishes(
          days.isPresent() ? days : others.days,
          epochs.isPresent() ? epochs : others.epochs,
          seed.isPresent() ? seed : others.seed);
    }
  }

  public RetrainRequest {
    ids = List.copyOf(ids);
  }

  /** This and a later request as one; where both wish something the later does. */
  RetrainRequest and(RetrainRequest later) {
    List<String> all = Stream.concat(ids.stream(), later.ids.stream()).toList();
    return new RetrainRequest(
        all.subList(Math.max(0, all.size() - MAX_IDS), all.size()),
        later.requested,
        later.reason,
        later.requester,
        later.wishes.or(wishes));
  }
}
