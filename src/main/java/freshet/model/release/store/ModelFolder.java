package freshet.model.release.store;

import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that this instance has on its disk, and which of them it served last. */
public final class ModelFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFolder.class);
  private static final String LAST = "last-served";
  private static final String MODULE = ".pt";

  private final Path folder;

  /**
   * @param folder which is made when it is missing
   */
  public ModelFolder(Path folder) {
    this.folder = folder;
  }

  /** Where the module of a version lies, if it is here. */
  public Path file(String version) {
    return folder.resolve(version + MODULE);
  }

  /** A model that is here and is what it has to be. */
  public Optional<Artifact> find(Stored stored) {
    Path file = file(stored.version());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Artifact found = Artifact.open(file);
      // Who trained it has it here already; damaged, or another of that name, it is fetched anew.
      return found.manifest().sha256().equals(stored.module().sha256())
              && Artifact.fingerprint(Artifact.manifestOf(file)).equals(stored.manifest())
          ? Optional.of(found)
          : Optional.empty();
    } catch (IOException | UnusableModelException e) {
      LOG.warn("A model on the disk is damaged and is fetched anew: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Makes place for a model that arrives.
   *
   * @throws UnreachableArtifactException if the disk does not take it
   */
  public Incoming receive(Stored stored) {
    try {
      Files.createDirectories(folder);
      return new Incoming(stored, file(stored.version()));
    } catch (IOException e) {
      throw full(stored.version(), e);
    }
  }

  /** Completes what has arrived. */
  public Artifact complete(Stored stored, Incoming arrived) {
    try {
      return arrived.complete();
    } catch (IOException e) {
      throw full(stored.version(), e);
    }
  }

  /** Takes a model that was made on this machine. */
  public Artifact adopt(Artifact made) {
    Path target = file(made.manifest().version());
    try {
      Files.createDirectories(folder);
      return Artifact.write(
          target, out -> Files.copy(made.file(), out), fingerprint -> made.manifest());
    } catch (IOException e) {
      throw full(made.manifest().version(), e);
    }
  }

  private UnreachableArtifactException full(String version, IOException cause) {
    return new UnreachableArtifactException(
        "model %s cannot be kept in %s (%s); check the disk"
            .formatted(version, folder, cause.getMessage()),
        cause);
  }

  /** The model that was served last, if it is still here and whole. */
  public Optional<Artifact> lastServed() {
    Path last = folder.resolve(LAST);
    if (!Files.exists(last)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Artifact.open(file(Files.readString(last).strip())));
    } catch (IOException | UnusableModelException e) {
      LOG.warn("The model that was served last cannot be used: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Deletes what a sudden end has left unfinished; to be called before anything arrives. */
  public void clear() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(ModelFolder::isUnfinished).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("What was left unfinished in {} cannot be deleted", folder, e);
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && (name.endsWith(".arriving") || name.endsWith(".new"));
  }

  /** Remembers which model is served, for the next start. */
  public void served(String version) {
    Path last = folder.resolve(LAST);
    Path next = folder.resolve("." + LAST + ".new");
    try {
      Files.writeString(next, version + "\n", StandardCharsets.UTF_8);
      Files.move(next, last, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} cannot be written; the next start will wait for Kafka", last, e);
    }
  }

  /** Deletes the models that are not needed any more. */
  public void keepOnly(Set<String> versions) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(found -> isUnneeded(found, versions)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("Old models in {} cannot be deleted", folder, e);
    }
  }

  private static boolean isUnneeded(Path file, Set<String> versions) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0
        && (name.endsWith(MODULE) || name.endsWith(".json"))
        && !versions.contains(name.substring(0, dot));
  }
}
