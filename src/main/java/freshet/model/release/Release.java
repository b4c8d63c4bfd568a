package freshet.model.release;

import freshet.model.release.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model from the start of its training to its end.
 *
 * @param version names it: 1 to 100 letters, digits, dots, hyphens and underscores
 * @param active whether it is to serve, unless a later record says so of another
 * @param why why it was refused, failed or expired, in a sentence
 * @param created when its training began
 * @param instance that trains or has trained it; empty if somebody brought it
 * @param requests ids of the requests it answers
 * @param interactions how many interactions had ever been appended when its training began
 * @param metrics how well it foresaw what was held out, by name
 * @param stored where its artifact is
 * @param progress how far its training is, while it runs
 */
public record Release(
    String version,
    State state,
    boolean active,
    Optional<String> why,
    Instant created,
    Optional<String> instance,
    List<String> requests,
    long interactions,
    Map<String, Double> metrics,
    Optional<Stored> stored,
    Optional<TrainingProgress> progress) {

  /** How far a model has come. */
  public enum State {
    /** It is being trained. */
    TRAINING,
    /** Its artifact is on the way to where all can fetch it. */
    UPLOADING,
    /** It can serve. */
    RELEASED,
    /** It is worse than what is there, and serves only if somebody forces it. */
    REFUSED,
    /** Its training did not end well. */
    FAILED,
    /** Its artifact was deleted to make room. */
    EXPIRED;

    /** Whether an instance is at work on it. */
    public boolean isUnderWay() {
      return this == TRAINING || this == UPLOADING;
    }
  }

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public Release {
    if (!isVersion(version)) {
      throw new IllegalArgumentException(
          "the version is \"%s\"; give 1 to 100 letters, digits, dots, hyphens and underscores"
              .formatted(version));
    }
    requests = List.copyOf(requests);
    metrics = Map.copyOf(metrics);
  }

  /**
   * Whether a text can be a version: it also names files, and must not lead out of their folder.
   */
  public static boolean isVersion(String text) {
    return VERSION.matcher(text).matches() && !text.startsWith(".");
  }

  /** A model whose training begins. */
  public static Release begun(
      String version, Instant now, String instance, List<String> requests, long interactions) {
    return new Release(
        version,
        State.TRAINING,
        false,
        Optional.empty(),
        now,
        Optional.of(instance),
        requests,
        interactions,
        Map.of(),
        Optional.empty(),
        Optional.of(TrainingProgress.BEGUN));
  }

  /**
   * A model that somebody brings, wherever it was trained.
   *
   * @param now when it is brought, which stands for the beginning of its training
   * @param interactions as of the model before: none of those since then has taught it
   */
  public static Release brought(String version, Instant now, long interactions) {
    return new Release(
        version,
        State.UPLOADING,
        false,
        Optional.empty(),
        now,
        Optional.empty(),
        List.of(),
        interactions,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, further on with its training. */
  public Release at(TrainingProgress further) {
    return new Release(
        version,
        State.TRAINING,
        false,
        Optional.empty(),
        created,
        instance,
        requests,
        interactions,
        metrics,
        stored,
        Optional.of(further));
  }

  /** The same, measured. */
  Release measured(Map<String, Double> measured) {
    return in(state, Optional.empty(), measured, stored);
  }

  /** The same, on its way to a place. */
  Release uploading(Stored to) {
    return in(State.UPLOADING, Optional.empty(), metrics, Optional.of(to));
  }

  /** The same, released and to serve. */
  Release activated() {
    return new Release(
        version,
        State.RELEASED,
        true,
        Optional.empty(),
        created,
        instance,
        requests,
        interactions,
        metrics,
        stored,
        Optional.empty());
  }

  /** The same, and why it was refused. */
  Release refused(String reason) {
    return in(State.REFUSED, Optional.of(reason), metrics, stored);
  }

  /** The same; its artifact was deleted. */
  Release withoutArtifact() {
    return in(state, why, metrics, Optional.empty());
  }

  /** The same, and why its training did not end well. */
  public Release failed(String reason) {
    return in(State.FAILED, Optional.of(reason), metrics, Optional.empty());
  }

  /** The same without its artifact. */
  Release expired(String reason) {
    return in(State.EXPIRED, Optional.of(reason), metrics, Optional.empty());
  }

  private Release in(
      State next, Optional<String> reason, Map<String, Double> measured, Optional<Stored> place) {
    return new Release(
        version,
        next,
        false,
        reason,
        created,
        instance,
        requests,
        interactions,
        measured,
        place,
        Optional.empty());
  }
}
