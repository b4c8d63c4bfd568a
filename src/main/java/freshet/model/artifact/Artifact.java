package freshet.model.artifact;

import freshet.model.UnusableModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model as files: the TorchScript module, {@code NAME.pt}, and its manifest beside it, {@code
 * NAME.json}.
 *
 * @param file the module
 * @param manifest what must be known about it
 */
public record Artifact(Path file, Manifest manifest) {
  private static final String SUFFIX = ".pt";

  /** Length and checksum of a module. */
  public record Fingerprint(long bytes, String sha256) {}

  /** Writes a module. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Makes the manifest of a module that was written. */
  @FunctionalInterface
  public interface Described {
    Manifest manifest(Fingerprint fingerprint);
  }

  /**
   * Opens a model and makes sure that its module is the one its manifest describes.
   *
   * @throws UnusableModelException with a sentence on what is missing or differs
   */
  public static Artifact open(Path file) {
    Path manifestFile = manifestOf(file);
    try {
      Manifest manifest =
          ManifestJson.read(Files.readString(manifestFile), manifestFile.toString());
      Fingerprint found = fingerprint(file);
      if (found.bytes() != manifest.bytes()) {
        throw new UnusableModelException(
            "%s has %d bytes and its manifest says %d: it was cut off or replaced; copy both files again"
                .formatted(file, found.bytes(), manifest.bytes()));
      }
      if (!found.sha256().equals(manifest.sha256())) {
        throw new UnusableModelException(
            "the checksum of %s is not the one in its manifest: it was damaged or replaced; copy both files again"
                .formatted(file));
      }
      return new Artifact(file, manifest);
    } catch (NoSuchFileException e) {
      throw new UnusableModelException(
          "%s is missing; a model is NAME.pt and NAME.json beside it".formatted(e.getFile()));
    } catch (IOException e) {
      throw UnusableModelException.because("%s cannot be read".formatted(file), e);
    }
  }

  /**
   * Writes a model: both files whole, or what was there before. The module becomes visible first; a
   * manifest that does not match it yet is refused by {@link #open}.
   *
   * @param file ends in {@code .pt}; its folder exists
   * @throws IOException if it cannot be written; nothing unfinished is left
   */
  public static Artifact write(Path file, Content content, Described described) throws IOException {
    Path manifestFile = manifestOf(file);
    Path newModule = unfinished(file);
    Path newManifest = unfinished(manifestFile);
    try {
      MessageDigest digest = sha256();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(newModule), digest)) {
        content.writeTo(out);
      }
      Manifest manifest =
          described.manifest(
              new Fingerprint(Files.size(newModule), HexFormat.of().formatHex(digest.digest())));
      Files.writeString(newManifest, ManifestJson.write(manifest));
      force(newModule);
      force(newManifest);
      replace(newModule, file);
      replace(newManifest, manifestFile);
      return new Artifact(file, manifest);
    } finally {
      Files.deleteIfExists(newModule);
      Files.deleteIfExists(newManifest);
    }
  }

  /** Where the manifest of a module lies. */
  public static Path manifestOf(Path file) {
    String name = file.getFileName().toString();
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return file.resolveSibling(stem + ".json");
  }

  /** Length and checksum of a file. */
  public static Fingerprint fingerprint(Path file) throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
    }
    return new Fingerprint(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(
        "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
  }

  /** To the disk, so that a name never stands for less than the whole file. */
  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
