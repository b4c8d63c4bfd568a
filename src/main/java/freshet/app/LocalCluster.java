package freshet.app;

import freshet.process.ChildProcess;
import freshet.process.Launch;
import freshet.process.Poll;
import freshet.process.PrivateFile;
import freshet.process.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Several instances on one machine, each in a process of its own, with a broker and a registry in
 * this one.
 */
final class LocalCluster implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final BrokerAlone broker;
  private final Duration stopLimit;
  private final List<ServeProcess> instances = new ArrayList<>();

  private LocalCluster(BrokerAlone broker, Duration stopLimit) {
    this.broker = broker;
    this.stopLimit = stopLimit;
  }

  /**
   * Starts them; they are ready later.
   *
   * @param settings of each, but for what must be its alone; the port is that of the first, and the
   *     others follow, unless it is 0
   * @param launch of a process that ends with this one
   */
  static LocalCluster start(Settings settings, int count, Launch launch) {
    LocalCluster cluster = new LocalCluster(BrokerAlone.start(settings), settings.shutdownLimit());
    try {
      for (int number = 1; number <= count; number++) {
        cluster.instances.add(cluster.instance(settings, number, launch));
      }
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private ServeProcess instance(Settings settings, int number, Launch launch) {
    Path folder = settings.dataDirectory().toAbsolutePath().resolve("instance-" + number);
    int first = settings.http().port();
    Map<String, Object> own = new HashMap<>(broker.settingsOfUsers());
    own.put("data-dir", folder.resolve("data").toString());
    own.put("http.port", first == 0 ? 0 : first + number - 1);
    own.put("streams.instance-id", Integer.toString(number));
    own.put("streams.advertised-host", "127.0.0.1");
    Path config = folder.resolve("settings.conf");
    try {
      Files.createDirectories(folder);
      PrivateFile.write(config, settings.toFileForOtherBrokers(own));
    } catch (IOException e) {
      throw new FailedCommandException(
          "%s cannot be written (%s); name another folder with --data-dir"
              .formatted(config, e.getMessage()),
          e);
    }
    return new ServeProcess(
        ChildProcess.start(
            launch, folder, "instance " + number, List.of("serve", "--config=" + config)));
  }

  /**
   * Waits until all answer well at once: while the last one starts, the others hand it its share.
   *
   * @param told whether this process is to stop; then nothing is waited for
   * @throws FailedCommandException if one ends, or is not ready within the limit
   */
  void awaitReady(Duration limit, BooleanSupplier told) throws InterruptedException {
    boolean over =
        Poll.until(
            () -> told.getAsBoolean() || !areAlive() || firstUnready().isEmpty(), INTERVAL, limit);
    if (told.getAsBoolean()) {
      return;
    }
    requireAlive();
    Optional<ServeProcess> unready = over ? Optional.empty() : firstUnready();
    if (unready.isPresent()) {
      throw new FailedCommandException(
          "instance %d is not ready after %d s; what it said is in %s"
              .formatted(
                  instances.indexOf(unready.get()) + 1,
                  limit.toSeconds(),
                  unready.get().process().errFile()),
          null);
    }
  }

  private Optional<ServeProcess> firstUnready() {
    return instances.stream().filter(one -> !one.isUp() || !one.isReady()).findFirst();
  }

  /**
   * Waits until this process is to stop.
   *
   * @throws FailedCommandException if an instance ends before that
   */
  void await(BooleanSupplier told) throws InterruptedException {
    while (!told.getAsBoolean()) {
      if (!areAlive() && !told.getAsBoolean()) {
        requireAlive();
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
    }
  }

  private boolean areAlive() {
    return instances.stream().allMatch(one -> one.process().isAlive());
  }

  private void requireAlive() {
    for (int i = 0; i < instances.size(); i++) {
      ChildProcess process = instances.get(i).process();
      if (!process.isAlive()) {
        String last =
            process.err().lines().filter(line -> !line.isBlank()).reduce("", (one, next) -> next);
        throw new FailedCommandException(
            "instance %d has ended with code %d%s, and the others are stopped; all that it said is in %s"
                .formatted(
                    i + 1,
                    process.exitCode().orElseThrow(),
                    last.isEmpty() ? "" : ", saying \"%s\"".formatted(last),
                    process.errFile()),
            null);
      }
    }
  }

  BrokerAlone broker() {
    return broker;
  }

  /** In the order of their numbers, the first being 1. */
  List<ServeProcess> instances() {
    return List.copyOf(instances);
  }

  /**
   * Stops the instances, all at once, and then the broker they need for that. One that takes longer
   * than it may is killed.
   */
  @Override
  public synchronized void close() {
    instances.forEach(one -> one.process().tellToStop());
    try {
      Poll.until(
          () -> instances.stream().noneMatch(one -> one.process().isAlive()), INTERVAL, stopLimit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    instances.forEach(ServeProcess::close);
    broker.close();
  }
}
