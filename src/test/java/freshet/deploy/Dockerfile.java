package freshet.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Dockerfile, a line for each instruction.
 *
 * @param build instructions of the stage that builds
 * @param image those of the stage that is left in the end
 */
record Dockerfile(List<String> build, List<String> image) {
  static Dockerfile read() throws IOException {
    List<String> lines =
        Files.readString(Path.of("Dockerfile"))
            .replaceAll("(?m)^#.*\n", "")
            .replaceAll("\\\\\n\\s*", "")
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    int second = lines.lastIndexOf(from(lines).get(1));
    return new Dockerfile(lines.subList(0, second), lines.subList(second, lines.size()));
  }

  private static List<String> from(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("FROM ")).toList();
  }

  /** What the images are that it starts from. */
  List<String> bases() {
    return from(Stream.concat(build.stream(), image.stream()).toList()).stream()
        .map(line -> line.split(" ", -1)[1])
        .toList();
  }

  /** What follows an instruction of the image that stands there once. */
  String only(String instruction) {
    List<String> found = image.stream().filter(line -> line.startsWith(instruction + " ")).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "%s stands there %d times".formatted(instruction, found.size()));
    }
    return found.get(0).substring(instruction.length() + 1);
  }

  /** What every process in the container finds in its environment. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    for (String pair : only("ENV").split(" ", -1)) {
      int equals = pair.indexOf('=');
      environment.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return environment;
  }
}
