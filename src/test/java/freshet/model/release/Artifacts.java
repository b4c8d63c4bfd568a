package freshet.model.release;

import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.recommend.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Artifacts that are whole and say nothing: nobody here looks into a module. */
public final class Artifacts {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Artifacts() {}

  /** Writes one. */
  public static Artifact write(
      Path folder, String version, int bytes, Map<String, Double> metrics) {
    byte[] module = new byte[bytes];
    new Random(version.hashCode()).nextBytes(module);
    try {
      Files.createDirectories(folder);
      return Artifact.write(
          folder.resolve(version + ".pt"),
          out -> out.write(module),
          fingerprint ->
              new Manifest(
                  Contract.VERSION,
                  version,
                  NOW,
                  4,
                  8,
                  List.of("dune", "emma"),
                  List.of("tag:sand"),
                  List.of("view"),
                  new Pool(1, 0.1),
                  new Manifest.Training(3, 9, Optional.empty(), Optional.of(NOW), 2, 1),
                  metrics,
                  fingerprint.bytes(),
                  fingerprint.sha256()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Metrics of one that is better than nothing. */
  public static Map<String, Double> better() {
    return Map.of(Judgement.LADDER, 0.2, Judgement.WITHOUT, 0.1);
  }
}
