package freshet.app;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of the tests, for a process that lacks a part of it. */
final class ClassPath {
  private static final String JAR = "freshet.jar";

  private ClassPath() {}

  /**
   * Without the jars whose paths contain one of these.
   *
   * <p>Freshet's own jar names its libraries itself, so its classes take its place.
   */
  static String without(List<String> parts) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(path -> parts.stream().noneMatch(path::contains))
        .map(
            path ->
                path.endsWith(File.separator + JAR)
                    ? Path.of(path).resolveSibling("classes").toString()
                    : path)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
