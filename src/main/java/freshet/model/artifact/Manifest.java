package freshet.model.artifact;

import freshet.recommend.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must be known about an artifact to serve it; it lies beside it, as JSON.
 *
 * @param contract version of the {@link Contract} it keeps
 * @param version names this model: 1 to 100 letters, digits, dots, hyphens and underscores
 * @param created when it was made
 * @param dimensions length of its vectors
 * @param history how many interactions it looks at
 * @param items ids of the items that have vectors of their own, in their order
 * @param features words of content it knows, in their order, such as {@code tag:java}
 * @param types names of the types of interaction it knows, in their order
 * @param pool how it is joined with the other layers
 * @param training what it learned from
 * @param metrics how well it foresaw what was held out, by name
 * @param bytes length of the artifact
 * @param sha256 of the artifact, in hexadecimal digits
 */
public record Manifest(
    int contract,
    String version,
    Instant created,
    int dimensions,
    int history,
    List<String> items,
    List<String> features,
    List<String> types,
    Pool pool,
    Training training,
    Map<String, Double> metrics,
    long bytes,
    String sha256) {

  public Manifest {
    items = List.copyOf(items);
    features = List.copyOf(features);
    types = List.copyOf(types);
    metrics = Map.copyOf(metrics);
  }

  /** The same of another blend and other figures. */
  public Manifest with(Pool otherPool, Map<String, Double> otherMetrics) {
    return new Manifest(
        contract,
        version,
        created,
        dimensions,
        history,
        items,
        features,
        types,
        otherPool,
        training,
        otherMetrics,
        bytes,
        sha256);
  }

  /**
   * What a model learned from.
   *
   * @param users how many
   * @param interactions how many
   * @param from the earliest, where times are known
   * @param to the latest of those it learned, where times are known
   * @param epochs after how many it was as it is
   * @param seed of the training
   */
  public record Training(
      long users,
      long interactions,
      Optional<Instant> from,
      Optional<Instant> to,
      int epochs,
      long seed) {}
}
