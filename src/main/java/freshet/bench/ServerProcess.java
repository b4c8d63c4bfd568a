package freshet.bench;

import freshet.avro.InteractionRecord;
import freshet.avro.ModelRecord;
import freshet.event.UserId;
import freshet.ingest.Interactions;
import freshet.model.release.ModelsTopic;
import freshet.process.ChildProcess;
import freshet.process.Launch;
import freshet.process.ServeProcess;
import freshet.registry.RegistrySettings;
import freshet.registry.ValueSerdes;
import freshet.stream.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code freshet serve} in a child process: broker, registry, stream and HTTP, on free ports and
 * with a data directory in the {@link Workplace}.
 */
public final class ServerProcess extends ServeProcess {
  private static final Duration REGISTRY_LIMIT = Duration.ofSeconds(10);

  private ServerProcess(ChildProcess process) {
    super(process);
  }

  /** Starts one on fresh data. */
  public static ServerProcess start(Workplace workplace, Launch launch) {
    return start(workplace, launch, workplace.folder().resolve("data"), List.of());
  }

  /**
   * Starts one on the data of another that has ended.
   *
   * @param data its data directory
   * @param options more options of {@code serve}; ports that are not named are free ones
   */
  public static ServerProcess start(
      Workplace workplace, Launch launch, Path data, List<String> options) {
    return start(workplace, launch, "server", data, options);
  }

  /**
   * Starts one beside others.
   *
   * @param name what it is called when it fails, unique among the living
   * @param data its data directory, new or of another that has ended
   * @param options more options of {@code serve}; ports that are not named are free ones
   */
  public static ServerProcess start(
      Workplace workplace, Launch launch, String name, Path data, List<String> options) {
    List<String> line = new ArrayList<>(List.of("serve", "--data-dir=" + data.toAbsolutePath()));
    line.addAll(options);
    for (String port : List.of("--port", "--kafka-port", "--registry-port")) {
      if (options.stream().noneMatch(option -> option.startsWith(port + "="))) {
        line.add(port + "=0");
      }
    }
    return new ServerProcess(workplace.start(launch, name, line));
  }

  /**
   * Its `interactions` topic, written as any outside producer writes it.
   *
   * @param prefix of its topics
   */
  public Topic<UserId, InteractionRecord> interactions(String prefix) {
    return Interactions.topic(prefix, serdes().of(InteractionRecord.class));
  }

  /**
   * Its `models` topic, written as any outside producer writes it.
   *
   * @param prefix of its topics
   */
  public Topic<String, ModelRecord> models(String prefix) {
    return ModelsTopic.topic(prefix, serdes().of(ModelRecord.class));
  }

  private ValueSerdes serdes() {
    // The schema is asked for once, and the server may have its hands full then.
    int patience = (int) REGISTRY_LIMIT.toMillis();
    return ValueSerdes.from(
        Map.of(
            RegistrySettings.URL, registryUrl(),
            RegistrySettings.AUTO_REGISTER, true,
            RegistrySettings.CONNECT_TIMEOUT, patience,
            RegistrySettings.REQUEST_TIMEOUT, patience,
            RegistrySettings.DEADLINE, patience));
  }
}
