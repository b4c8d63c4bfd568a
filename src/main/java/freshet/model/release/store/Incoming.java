package freshet.model.release.store;

import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Artifact.Fingerprint;
import freshet.model.artifact.ManifestJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * An artifact that is arriving, its pieces in any order. It takes its place when it is complete and
 * is what it has to be, and not before.
 */
public final class Incoming implements AutoCloseable {
  /** The two files of a model. */
  public enum Part {
    MANIFEST,
    MODULE
  }

  private final Stored stored;
  private final Path target;
  private final Path module;
  private final Path manifest;
  private final FileChannel moduleChannel;
  private final FileChannel manifestChannel;

  /**
   * Nothing has arrived yet.
   *
   * @param target where the module is going to be, the manifest beside it
   * @throws IOException if nothing can be written there
   */
  public Incoming(Stored stored, Path target) throws IOException {
    this.stored = stored;
    this.target = target;
    this.module = arriving(target);
    this.manifest = arriving(Artifact.manifestOf(target));
    this.moduleChannel = open(module);
    try {
      this.manifestChannel = open(manifest);
    } catch (IOException e) {
      moduleChannel.close();
      throw e;
    }
  }

  private static Path arriving(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".arriving");
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /**
   * Takes a piece.
   *
   * @param offset where in the file it begins
   * @throws UnusableModelException if it lies outside of what the file has to be
   * @throws IOException if it cannot be written
   */
  public void write(Part part, long offset, ByteBuffer content) throws IOException {
    long most = expected(part).bytes();
    if (offset < 0 || offset + content.remaining() > most) {
      throw new UnusableModelException(
          "the %s of model %s has a piece behind its end; release the model again"
              .formatted(name(part), stored.version()));
    }
    FileChannel channel = part == Part.MODULE ? moduleChannel : manifestChannel;
    long position = offset;
    while (content.hasRemaining()) {
      position += channel.write(content, position);
    }
  }

  private Fingerprint expected(Part part) {
    return part == Part.MODULE ? stored.module() : stored.manifest();
  }

  /** How long a file has to be. */
  long bytes(Part part) {
    return expected(part).bytes();
  }

  private static String name(Part part) {
    return part == Part.MODULE ? "module" : "manifest";
  }

  /**
   * Puts the artifact in its place.
   *
   * @throws UnusableModelException if it is not what it has to be; what was in its place stays
   * @throws IOException if it cannot be written
   */
  public Artifact complete() throws IOException {
    moduleChannel.force(true);
    manifestChannel.force(true);
    check(Part.MANIFEST, manifest);
    check(Part.MODULE, module);
    String named = ManifestJson.read(Files.readString(manifest), "its manifest").version();
    if (!named.equals(stored.version())) {
      throw new UnusableModelException(
          "its manifest is that of model %s; release it under that version, or write %s there"
              .formatted(named, stored.version()));
    }
    move(module, target);
    move(manifest, Artifact.manifestOf(target));
    return Artifact.open(target);
  }

  private void check(Part part, Path file) throws IOException {
    Fingerprint found = Artifact.fingerprint(file);
    Fingerprint expected = expected(part);
    if (found.bytes() != expected.bytes()) {
      throw new UnusableModelException(
          "the %s of model %s ends after %d of its %d bytes; release the model again"
              .formatted(name(part), stored.version(), found.bytes(), expected.bytes()));
    }
    if (!found.sha256().equals(expected.sha256())) {
      throw new UnusableModelException(
          "the checksum of the %s of model %s is wrong: it was damaged on its way; release the model again"
              .formatted(name(part), stored.version()));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes what did not become an artifact. */
  @Override
  public void close() throws IOException {
    moduleChannel.close();
    manifestChannel.close();
    Files.deleteIfExists(module);
    Files.deleteIfExists(manifest);
  }
}
