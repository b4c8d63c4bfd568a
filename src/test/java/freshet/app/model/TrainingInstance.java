package freshet.app.model;

import freshet.model.release.retrain.FakeProcesses;
import freshet.model.release.retrain.RetrainRequest.Wishes;
import freshet.model.release.retrain.RetrainSettings;
import freshet.model.scoring.BreakerSettings;
import freshet.registry.ValueSerdes;
import freshet.stream.TopicWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An instance in a process of its own, to be killed; its trainings never end. */
final class TrainingInstance {
  private TrainingInstance() {}

  /**
   * Runs until it is killed.
   *
   * @param args bootstrap servers, the registry's URL, the prefix of topics, a folder
   */
  public static void main(String[] args) throws InterruptedException {
    Map<String, Object> kafka = Map.of("bootstrap.servers", args[0], "session.timeout.ms", 6_000);
    ModelReleases.of(
            site(
                "killed",
                kafka,
                ValueSerdes.from(Map.of("schema.registry.url", args[1])),
                args[2],
                Path.of(args[3]),
                TopicWriter.connect(kafka),
                new FakeProcesses().doing("hang")),
            artifact -> {},
            () -> "closed")
        .start();
    Thread.currentThread().join();
  }

  /** What an instance of the tests is made of. */
  static ModelReleases.Site site(
      String name,
      Map<String, Object> kafka,
      ValueSerdes serdes,
      String prefix,
      Path folder,
      TopicWriter writer,
      FakeProcesses processes) {
    return new ModelReleases.Site(
        new ModelSettings(
            true,
            ModelSettings.KAFKA,
            3,
            0,
            50_000,
            100,
            new BreakerSettings(Duration.ofSeconds(1), 20, 0.5, Duration.ofSeconds(1)),
            new RetrainSettings(
                Optional.empty(),
                0,
                Wishes.NONE,
                1L << 28,
                Duration.ofMinutes(2),
                Duration.ofMinutes(1))),
        kafka,
        ModelTopics.of(prefix, serdes),
        prefix + "interactions",
        prefix + "freshet-retrain",
        name,
        folder,
        writer,
        processes,
        (key, letter) -> {},
        Clock.systemUTC());
  }
}
