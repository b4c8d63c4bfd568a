package freshet.bench.model;

import freshet.bench.Descriptions;
import freshet.bench.FailedBenchException;
import freshet.bench.Workload;
import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.model.artifact.TorchScriptFile;
import freshet.model.network.Dimensions;
import freshet.model.network.SequenceModel;
import freshet.recommend.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model that knows all items of a {@link Workload} and has learned nothing about them: as large
 * as one that {@code freshet train} makes, and as fast, for what its numbers are does not matter to
 * that.
 */
public final class UntrainedModel {
  private static final int WIDTH = 64;
  private static final int LAYERS = 2;
  private static final int HEADS = 2;
  private static final int HISTORY = 200;
  private static final int FORWARD = 256;
  private static final Pool POOL = new Pool(1.6, 0.03);

  private UntrainedModel() {}

  /**
   * Writes one.
   *
   * @param folder that exists; the file is named after the version
   * @param items of the workload
   * @param seed of its numbers
   * @throws FailedBenchException if it cannot be written
   */
  public static Artifact write(Path folder, String version, int items, long seed, Instant created) {
    List<String> words = Descriptions.words();
    List<String> types =
        InteractionTypes.builtIn().all().stream().map(InteractionType::name).toList();
    TorchScriptFile network =
        SequenceModel.untrained(
            new Dimensions(
                items, words.size(), types.size(), WIDTH, LAYERS, HEADS, HISTORY, FORWARD, 0),
            seed);
    try {
      return Artifact.write(
          folder.resolve(version + ".pt"),
          network::write,
          fingerprint ->
              new Manifest(
                  Contract.VERSION,
                  version,
                  created,
                  WIDTH,
                  HISTORY,
                  IntStream.range(0, items).mapToObj(rank -> Workload.item(rank).value()).toList(),
                  words,
                  types,
                  POOL,
                  new Manifest.Training(0, 0, Optional.empty(), Optional.empty(), 0, seed),
                  Map.of(),
                  fingerprint.bytes(),
                  fingerprint.sha256()));
    } catch (IOException e) {
      throw new FailedBenchException(
          "a model cannot be written to %s (%s); make room there, or name another place with FRESHET_JAVA_OPTS=-Djava.io.tmpdir=DIR"
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
