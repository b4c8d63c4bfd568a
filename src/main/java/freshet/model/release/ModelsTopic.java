package freshet.model.release;

import freshet.avro.ModelRecord;
import freshet.avro.ProgressRecord;
import freshet.model.artifact.Artifact.Fingerprint;
import freshet.model.release.Release.State;
import freshet.model.release.store.Stored;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;

/**
 * The compacted `models` topic: every model by its version. Of the released ones that are active
 * the one whose record comes last serves, so that one record releases and one rolls back.
 */
public final class ModelsTopic {
  /** Name without prefix. */
  public static final String NAME = "models";

  private ModelsTopic() {}

  /** The topic under a prefix, which may be empty. */
  public static Topic<String, ModelRecord> topic(String prefix, Serde<ModelRecord> values) {
    return new Topic<>(prefix + NAME, new StringSerde<>(key -> key, key -> key), values);
  }

  static ModelRecord toRecord(Release release) {
    return ModelRecord.newBuilder()
        .setVersion(release.version())
        .setState(word(release.state()))
        .setActive(release.active())
        .setWhy(release.why().orElse(null))
        .setCreated(release.created())
        .setInstance(release.instance().orElse(null))
        .setRequests(release.requests())
        .setInteractions(release.interactions())
        .setMetrics(release.metrics())
        .setLocation(release.stored().map(Stored::location).orElse(null))
        .setBytes(release.stored().map(stored -> stored.module().bytes()).orElse(0L))
        .setSha256(release.stored().map(stored -> stored.module().sha256()).orElse(null))
        .setManifestBytes(release.stored().map(stored -> stored.manifest().bytes()).orElse(0L))
        .setManifestSha256(release.stored().map(stored -> stored.manifest().sha256()).orElse(null))
        .setProgress(release.progress().map(ModelsTopic::toRecord).orElse(null))
        .build();
  }

  private static ProgressRecord toRecord(TrainingProgress progress) {
    return ProgressRecord.newBuilder()
        .setPhase(progress.phase())
        .setEpoch(progress.epoch())
        .setEpochs(progress.epochs())
        .setShare(progress.share())
        .setLoss(progress.loss().isPresent() ? progress.loss().getAsDouble() : null)
        .setNdcg(progress.ndcg().isPresent() ? progress.ndcg().getAsDouble() : null)
        .setSecondsLeft(
            progress.secondsLeft().isPresent() ? progress.secondsLeft().getAsLong() : null)
        .setMessage(progress.message().orElse(null))
        .build();
  }

  /** How a state is written. */
  public static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static Release fromRecord(String key, ModelRecord found) {
    if (!found.getVersion().equals(key)) {
      throw new IllegalArgumentException(
          "the version is %s and the key %s; write the version as the key"
              .formatted(found.getVersion(), key));
    }
    State state = state(found.getState());
    Optional<Stored> stored =
        found.getLocation() == null ? Optional.empty() : Optional.of(stored(found));
    if (state == State.RELEASED && stored.isEmpty()) {
      throw new IllegalArgumentException(
          "model %s is released and nobody knows where its artifact is; give its location, lengths and checksums"
              .formatted(key));
    }
    return new Release(
        key,
        state,
        found.getActive(),
        Optional.ofNullable(found.getWhy()),
        found.getCreated(),
        Optional.ofNullable(found.getInstance()),
        found.getRequests(),
        found.getInteractions(),
        found.getMetrics(),
        stored,
        Optional.ofNullable(found.getProgress()).map(ModelsTopic::fromRecord));
  }

  private static State state(String word) {
    return Stream.of(State.values())
        .filter(state -> word(state).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the state is \"%s\"; give training, uploading, released, refused, failed or expired"
                        .formatted(word)));
  }

  private static Stored stored(ModelRecord found) {
    if (found.getSha256() == null || found.getManifestSha256() == null) {
      throw new IllegalArgumentException(
          "model %s has no checksums; give sha256 and manifestSha256"
              .formatted(found.getVersion()));
    }
    return new Stored(
        found.getVersion(),
        found.getLocation(),
        new Fingerprint(found.getBytes(), found.getSha256()),
        new Fingerprint(found.getManifestBytes(), found.getManifestSha256()));
  }

  private static TrainingProgress fromRecord(ProgressRecord found) {
    return new TrainingProgress(
        found.getPhase(),
        found.getEpoch(),
        found.getEpochs(),
        found.getShare(),
        found.getLoss() == null ? OptionalDouble.empty() : OptionalDouble.of(found.getLoss()),
        found.getNdcg() == null ? OptionalDouble.empty() : OptionalDouble.of(found.getNdcg()),
        found.getSecondsLeft() == null
            ? OptionalLong.empty()
            : OptionalLong.of(found.getSecondsLeft()),
        Optional.ofNullable(found.getMessage()));
  }
}
