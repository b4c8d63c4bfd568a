package freshet.model.release.store;

import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.release.store.Incoming.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Artifacts in a folder that all instances share, such as a network drive.
 *
 * @param folder which is made when it is missing
 */
public record FolderArtifacts(Path folder) implements ArtifactStore {

  @Override
  public Stored plan(Artifact artifact) {
    return Stored.at(
        folder.resolve(artifact.manifest().version() + ".pt").toUri().toString(), artifact);
  }

  @Override
  public void upload(Artifact artifact, Stored planned) {
    Path target = target(planned);
    try {
      Files.createDirectories(folder);
      copy(artifact.file(), target);
      copy(Artifact.manifestOf(artifact.file()), Artifact.manifestOf(target));
    } catch (IOException e) {
      throw unreachable(planned, e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Path arriving = to.resolveSibling("." + to.getFileName() + ".arriving");
    try {
      Files.copy(from, arriving, StandardCopyOption.REPLACE_EXISTING);
      Files.move(arriving, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  @Override
  public void fetch(Stored stored, Incoming into) {
    Path module = target(stored);
    try (InputStream moduleBytes = Files.newInputStream(module);
        InputStream manifestBytes = Files.newInputStream(Artifact.manifestOf(module))) {
      Transfer.copy(manifestBytes, Part.MANIFEST, into);
      Transfer.copy(moduleBytes, Part.MODULE, into);
    } catch (NoSuchFileException e) {
      throw new UnreachableArtifactException(
          "%s is missing; copy it there, or check model.artifacts".formatted(e.getFile()), e);
    } catch (IOException e) {
      throw unreachable(stored, e);
    }
  }

  private static Path target(Stored stored) {
    try {
      return Path.of(URI.create(stored.location()));
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw UnusableModelException.because(
          "model %s is not in a folder, and model.artifacts names one".formatted(stored.version()),
          e);
    }
  }

  private static UnreachableArtifactException unreachable(Stored stored, IOException cause) {
    return new UnreachableArtifactException(
        "%s cannot be read or written (%s); check model.artifacts"
            .formatted(stored.location(), cause.getMessage()),
        cause);
  }

  @Override
  public void delete(Stored stored) {
    Path module = target(stored);
    try {
      Files.deleteIfExists(module);
      Files.deleteIfExists(Artifact.manifestOf(module));
    } catch (IOException e) {
      throw unreachable(stored, e);
    }
  }
}
