package freshet.app;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of a running Freshet as a JVM keeps them between starts (JEP 350). Many tests start
 * processes, and half of what a start costs is reading the same classes again.
 */
final class ClassArchive {
  private static final String JAR = File.separator + "freshet.jar";

  private ClassArchive() {}

  /**
   * What starts the jar that was built, with an archive that is made by the first process in need
   * of it; empty where there is no jar, as in an editor.
   */
  static Optional<List<String>> jarOptions() {
    return Made.OPTIONS;
  }

  private static final class Made {
    static final Optional<List<String>> OPTIONS =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> path.endsWith(JAR))
            .findFirst()
            .map(Path::of)
            .map(Made::options);

    private static List<String> options(Path jar) {
      try {
        // Under target, which a clean build removes.
        Path work = Files.createDirectories(jar.resolveSibling("class-archive"));
        Path archive = work.resolve("freshet.jsa");
        try (FileChannel lock =
            FileChannel.open(
                work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          // Tests run in more than one process, and one of them makes it for all.
          var held = lock.lock();
          if (!isOf(jar, archive)) {
            make(jar, archive, Files.createTempDirectory(work, "made"));
          }
          held.release();
        }
        return List.of("-XX:SharedArchiveFile=" + archive, "-jar", jar.toString());
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    private static boolean isOf(Path jar, Path archive) throws IOException {
      return Files.exists(archive)
          && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    private static void make(Path jar, Path archive, Path work)
        throws IOException, InterruptedException {
      Files.deleteIfExists(archive);
      List<String> classes =
          List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable", "-jar", jar.toString());
      try (FreshetProcess process =
          FreshetProcess.launch(classes, work, "serve", "--data-dir=" + work.resolve("data"))) {
        process.awaitReady();
        process.http().get("/v1/users/anybody/recommendations?k=3");
        process.terminate();
      }
    }
  }
}
