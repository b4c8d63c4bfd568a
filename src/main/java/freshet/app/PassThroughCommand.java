package freshet.app;

import freshet.bench.PassThrough;
import freshet.stream.TopicCreation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code freshet bench pass-through}: runs the {@link PassThrough} topology with the settings of
 * the recommender until it is told to stop. Started by {@code bench ingest}, not by people.
 */
@Command(
    name = "pass-through",
    hidden = true,
    description = "Runs a topology without state; started by bench ingest.")
final class PassThroughCommand implements Callable<Integer> {
  private static final Duration RUNNING_WITHIN = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings =
        cluster.settings(
            Map.of(
                "streams.application-id",
                PassThrough.APPLICATION,
                "streams.generation",
                1,
                "topics.prefix",
                ""));
    Map<String, Object> connection = new HashMap<>(settings.kafka().client());
    connection.put(
        "bootstrap.servers",
        settings
            .kafka()
            .bootstrapServers()
            .orElseThrow(() -> new IllegalStateException("set kafka.bootstrap.servers")));
    TopicCreation.ensure(
        connection,
        PassThrough.topics(settings.kafka().partitions()),
        settings.kafka().replication(),
        settings.kafka().startLimit());
    StreamsRunner runner =
        new StreamsRunner(
            () ->
                new KafkaStreams(
                    PassThrough.topology(),
                    StreamsConfiguration.of(settings, connection, StreamsConfiguration.NOWHERE)),
            settings.shutdownLimit());
    Shutdown shutdown = Shutdown.of(runner, settings.shutdownLimit());
    runner.start();
    long deadline = System.nanoTime() + RUNNING_WITHIN.toNanos();
    while (!runner.state().equals(Optional.of(State.RUNNING)) && !shutdown.isTold()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the pass-through topology was not running within %d s; look at what is logged above"
                .formatted(RUNNING_WITHIN.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(PassThrough.RUNNING);
    out.flush();
    shutdown.await();
    return 0;
  }
}
