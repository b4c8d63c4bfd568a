package freshet.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.broker.BrokerSettings;
import freshet.broker.EmbeddedBroker;
import freshet.http.RegistryServer;
import freshet.http.model.Models;
import freshet.http.model.Models.Model;
import freshet.http.model.Models.Overview;
import freshet.model.release.ModelsTopic;
import freshet.model.release.retrain.FakeProcesses;
import freshet.model.release.retrain.RetrainLog;
import freshet.model.release.retrain.RetrainRequest;
import freshet.model.release.retrain.RetrainTopic;
import freshet.model.release.store.ArtifactsTopic;
import freshet.registry.EmbeddedRegistry;
import freshet.registry.InMemorySchemaLog;
import freshet.registry.LocalRegistry;
import freshet.registry.ValueSerdes;
import freshet.stream.TopicCreation;
import freshet.stream.TopicSpec;
import freshet.stream.TopicWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests, trainings in real processes and releases, on a real broker and by several instances.
 */
@Timeout(180)
class RetrainIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Models.Wishes NONE =
      new Models.Wishes(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

  @TempDir private static Path brokerFolder;
  private static EmbeddedBroker broker;

  @TempDir private Path disk;

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final EmbeddedRegistry registry = new EmbeddedRegistry(new InMemorySchemaLog());
  private final ValueSerdes serdes =
      ValueSerdes.from(Map.of("auto.register.schemas", true), new LocalRegistry(registry));
  private String prefix;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(BrokerSettings.in(brokerFolder).withPort(0));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void makeTopics(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName().substring(0, 12) + "-";
    TopicCreation.ensure(
        kafka(),
        List.of(
            TopicSpec.log(prefix + "interactions", 2, Duration.ofDays(1)),
            TopicSpec.log(prefix + RetrainTopic.NAME, 1, Duration.ofDays(1)),
            TopicSpec.table(prefix + ModelsTopic.NAME, 1),
            TopicSpec.table(prefix + ArtifactsTopic.NAME, 1)),
        (short) 1,
        Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() throws Exception {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers(), "session.timeout.ms", 6_000);
  }

  /** One instance: its trainings, and what it was told to serve. */
  private final class Instance implements AutoCloseable {
    private final FakeProcesses processes = new FakeProcesses();
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final ModelReleases releases;
    private final TopicWriter writer = TopicWriter.connect(kafka());

    Instance(String name) {
      releases =
          ModelReleases.of(
              TrainingInstance.site(
                  name, kafka(), serdes, prefix, disk.resolve(name), writer, processes),
              artifact -> served.add(artifact.manifest().version()),
              () -> "closed");
      started.push(this);
      releases.start();
    }

    Overview overview() {
      return releases.models().overview();
    }

    void ask() {
      releases.models().retrain(NONE).join();
    }

    @Override
    public void close() {
      releases.close();
      writer.close();
    }
  }

  private static int trainings(Instance... instances) {
    return Stream.of(instances).mapToInt(one -> one.processes.orders().size()).sum();
  }

  private static void awaitServed(Instance... instances) {
    for (Instance one : instances) {
      await("it serves").atMost(SOON).until(() -> !one.served.isEmpty());
    }
  }

  @Test
  void one_request_is_one_training_and_every_instance_serves_what_comes_of_it() {
    Instance first = new Instance("one");
    Instance second = new Instance("two");

    first.ask();

    awaitServed(first, second);
    assertThat(trainings(first, second)).isEqualTo(1);
    assertThat(first.served).isEqualTo(second.served).hasSize(1);
    for (Instance one : List.of(first, second)) {
      assertThat(one.overview().active()).contains(first.served.get(0));
      assertThat(one.overview().status()).endsWith("answers");
      Model model = one.overview().models().get(0);
      assertThat(model.state()).isEqualTo("released");
      assertThat(model.metrics()).containsEntry("ladder.ndcg", 0.2);
      assertThat(model.bytes()).hasValue(2_000);
    }
  }

  @Test
  void when_the_instance_that_trains_ends_another_trains() {
    Instance first = new Instance("one");
    Instance second = new Instance("two");
    first.processes.doing("hang");
    second.processes.doing("hang");
    first.ask();
    await("one trains").atMost(SOON).until(() -> trainings(first, second) == 1);
    boolean firstTrains = trainings(first) == 1;
    Instance trains = firstTrains ? first : second;
    Instance waits = firstTrains ? second : first;
    await("all see it")
        .atMost(SOON)
        .until(() -> waits.overview().training().map(now -> now.epoch() == 1).orElse(false));
    waits.processes.doing("well");

    trains.releases.close();

    awaitServed(waits);
    assertThat(trainings(waits)).isEqualTo(1);
    assertThat(waits.overview().models())
        .extracting(Model::state)
        .containsExactly("released", "failed");
    assertThat(waits.overview().training()).isEmpty();
  }

  @Test
  void after_the_instance_that_trains_was_killed_another_trains() throws Exception {
    try (RegistryServer server = RegistryServer.start(registry, "127.0.0.1", 0)) {
      Process killed =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  TrainingInstance.class.getName(),
                  broker.bootstrapServers(),
                  server.url(),
                  prefix,
                  disk.resolve("killed").toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      started.push(killed::destroyForcibly);
      try (TopicWriter writer = TopicWriter.connect(kafka())) {
        new RetrainLog(writer, ModelTopics.of(prefix, serdes).retrain(), "test", Clock.systemUTC())
            .ask(RetrainRequest.Reason.RECORD, RetrainRequest.Wishes.NONE)
            .join();
      }
      await("its training runs").atMost(SOON).until(() -> killed.descendants().count() > 0);
      ProcessHandle training = killed.descendants().findFirst().orElseThrow();
      Instance other = new Instance("other");
      await("the other sees it").atMost(SOON).until(() -> other.overview().training().isPresent());

      killed.destroyForcibly();

      await("its training ends with it").atMost(SOON).until(() -> !training.isAlive());
      awaitServed(other);
      assertThat(trainings(other)).isEqualTo(1);
      assertThat(other.overview().models())
          .extracting(Model::state)
          .containsExactly("released", "failed");
    }
  }

  @Test
  void an_instance_that_comes_does_not_disturb_a_training() {
    Instance first = new Instance("one");
    first.processes.doing("hang");
    first.ask();
    await("it trains").atMost(SOON).until(() -> trainings(first) == 1);

    Instance second = new Instance("two");
    await("the other is there").atMost(SOON).until(() -> second.overview().training().isPresent());
    // It joins the group within this time, and would have begun.
    await("nothing happens")
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(20))
        .until(() -> trainings(second) == 0 && first.overview().training().isPresent());

    assertThat(trainings(first)).isEqualTo(1);
  }

  @Test
  void a_model_that_is_worse_is_refused_and_the_live_one_serves_on() {
    Instance one = new Instance("one");
    one.ask();
    awaitServed(one);
    String live = one.served.get(0);
    one.processes.reaching(0.05);

    one.ask();

    await("it is refused")
        .atMost(SOON)
        .until(() -> one.overview().models().get(0).state().equals("refused"));
    assertThat(one.processes.orders().get(1).live().orElseThrow()).hasFileName(live + ".pt");
    assertThat(one.overview().models().get(0).why().orElseThrow()).contains("0.0500 with it");
    assertThat(one.overview().active()).contains(live);
    assertThat(one.served).containsExactly(live);
  }

  @Test
  void a_training_that_fails_is_told_of_and_not_tried_again() {
    Instance one = new Instance("one");
    one.processes.doing("fail");
    one.ask();
    await("it fails").atMost(SOON).until(() -> one.overview().lastFailure().isPresent());

    assertThat(one.overview().lastFailure().orElseThrow().why())
        .isEqualTo("there are 3 interactions and 100 are needed; wait for more");
    one.processes.doing("well");
    one.ask();

    awaitServed(one);
    assertThat(trainings(one)).isEqualTo(2);
    assertThat(one.overview().lastFailure()).isEmpty();
  }

  @Test
  void every_instance_goes_back_to_an_older_model() {
    Instance first = new Instance("one");
    Instance second = new Instance("two");
    first.ask();
    awaitServed(first, second);
    String older = first.served.get(0);
    first.ask();
    await("the newer serves")
        .atMost(SOON)
        .until(() -> first.served.size() == 2 && second.served.size() == 2);

    second.releases.models().activate(older).join();

    await("the older serves")
        .atMost(SOON)
        .until(() -> first.served.size() == 3 && second.served.size() == 3);
    assertThat(first.served.get(2)).isEqualTo(second.served.get(2)).isEqualTo(older);
  }
}
