package freshet.bench.capacity;

import freshet.bench.FailedBenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the stores of an instance take on its disk. */
final class StateFiles {
  private static final String ENGINE = "rocksdb";

  private StateFiles() {}

  /**
   * Bytes by store, over all its partitions. What a running instance still has in memory only is
   * not among them: it is written when the instance stops.
   *
   * @param state the folder in which Kafka Streams keeps state
   */
  static Map<String, Long> bytes(Path state) {
    Map<String, Long> stores = new TreeMap<>();
    try (Stream<Path> files = Files.walk(state)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> store(file).ifPresent(name -> stores.merge(name, size(file), Long::sum)));
    } catch (IOException | UncheckedIOException e) {
      throw new FailedBenchException(
          "%s cannot be read (%s); look whether the disk is full".formatted(state, e.getMessage()),
          e);
    }
    return stores;
  }

  /** A store's files are in a folder of its name, in one called after the engine. */
  private static Optional<String> store(Path file) {
    for (int i = 0; i < file.getNameCount() - 2; i++) {
      if (file.getName(i).toString().equals(ENGINE)) {
        return Optional.of(file.getName(i + 1).toString());
      }
    }
    return Optional.empty();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
