package freshet.model.release.store;

import freshet.model.artifact.Artifact;
import freshet.model.artifact.Artifact.Fingerprint;
import java.io.IOException;

/**
 * Where an artifact is, and what it has to be.
 *
 * @param version of the model
 * @param location what its {@link ArtifactStore} finds it by
 * @param module length and checksum of the module
 * @param manifest length and checksum of the manifest
 */
public record Stored(String version, String location, Fingerprint module, Fingerprint manifest) {

  /** An artifact that is going to be at a location. */
  static Stored at(String location, Artifact artifact) {
    try {
      return new Stored(
          artifact.manifest().version(),
          location,
          new Fingerprint(artifact.manifest().bytes(), artifact.manifest().sha256()),
          Artifact.fingerprint(Artifact.manifestOf(artifact.file())));
    } catch (IOException e) {
      throw new UnreachableArtifactException(
          "the manifest of %s cannot be read (%s); check the disk"
              .formatted(artifact.file(), e.getMessage()),
          e);
    }
  }
}
