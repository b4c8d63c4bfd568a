package freshet.app;

import freshet.bench.FailedBenchException;
import freshet.bench.ServerProcess;
import freshet.bench.Workplace;
import freshet.bench.load.WarmSite;
import freshet.bench.memory.ItemMemory;
import freshet.bench.memory.LiveHeap;
import freshet.bench.memory.ResidentMemory;
import freshet.bench.model.ServedModels;
import freshet.bench.model.UntrainedModel;
import freshet.model.artifact.Artifact;
import freshet.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Models for the items of a benchmark's site: files in a folder, as an operator of several
 * instances may keep them.
 */
final class SiteModels {
  private static final Duration LIVE_LIMIT = Duration.ofMinutes(5);
  private static final Clock CLOCK = Clock.systemUTC();

  private final SiteOptions site;
  private final Settings settings;
  private final BenchOptions options;
  private final Path folder;

  /** Models whose files are deleted with the workplace. */
  SiteModels(SiteOptions site, Settings settings, BenchOptions options, Workplace workplace) {
    this.site = site;
    this.settings = settings;
    this.options = options;
    try {
      this.folder = Files.createDirectory(workplace.folder().resolve("models"));
    } catch (IOException e) {
      throw new FailedBenchException(
          "a folder for models cannot be made (%s); name another place with FRESHET_JAVA_OPTS=-Djava.io.tmpdir=DIR"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** How a server is started that takes its models from there. */
  Launch launch() {
    return options
        .launch()
        .withSettings(
            Map.of("model.artifacts", folder.toUri().toString(), "model.enabled", "true"));
  }

  /** Writes so many that differ in their numbers alone. */
  List<Artifact> write(int count) {
    List<Artifact> artifacts =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                number ->
                    UntrainedModel.write(
                        folder,
                        "bench-" + number,
                        site.shape().items(),
                        site.seed() + number,
                        CLOCK.instant()))
            .toList();
    options.tell("wrote %,d MB of models".formatted(bytes(artifacts) / 1_000_000));
    return artifacts;
  }

  private static long bytes(List<Artifact> artifacts) {
    return artifacts.stream().mapToLong(artifact -> artifact.manifest().bytes()).sum();
  }

  /** Releases models on a server; returns when the first of them serves. */
  ServedModels release(ServerProcess server, List<Artifact> artifacts) throws InterruptedException {
    ServedModels models = new ServedModels(server, server.models(settings.topics().prefix()));
    models.release(artifacts, LIVE_LIMIT);
    options.tell("model %s serves".formatted(artifacts.get(0).manifest().version()));
    return models;
  }

  /**
   * Tells a server that has just been started of its items and of a model, and weighs both.
   *
   * @return what they take; the process as a whole is to be weighed later
   */
  ItemMemory weigh(ServerProcess server, WarmSite warm) throws InterruptedException {
    long pid = server.process().pid();
    OptionalLong empty = LiveHeap.of(pid);
    site.describe(warm);
    OptionalLong described = LiveHeap.of(pid);
    List<Artifact> artifacts = write(1);
    var unused = release(server, artifacts);
    return new ItemMemory(
        site.shape().items(),
        growth(empty, described),
        growth(described, LiveHeap.of(pid)),
        bytes(artifacts),
        OptionalLong.empty());
  }

  private static OptionalLong growth(OptionalLong before, OptionalLong after) {
    return before.isPresent() && after.isPresent()
        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  /** The same with the process as it is now. */
  static ItemMemory withResident(ItemMemory memory, ServerProcess server) {
    OptionalLong resident =
        ResidentMemory.of(server.process().pid())
            .map(now -> OptionalLong.of(now.total()))
            .orElse(OptionalLong.empty());
    return new ItemMemory(
        memory.items(), memory.catalogueHeap(), memory.modelHeap(), memory.modelNative(), resident);
  }
}
