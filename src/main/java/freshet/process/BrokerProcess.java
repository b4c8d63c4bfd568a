package freshet.process;

import java.time.Duration;
import java.util.Map;

/** {@code freshet broker} in a child process: a broker and a registry for others to use. */
public final class BrokerProcess implements AutoCloseable {
  private final ChildProcess process;

  /** One that has just been started. */
  public BrokerProcess(ChildProcess process) {
    this.process = process;
  }

  /**
   * Waits until it answers.
   *
   * @throws FailedProcessException if it ends, or is not up within the limit
   */
  public void awaitUp(Duration limit) throws InterruptedException {
    process.awaitSaid(ServeProcess.REGISTRY, limit);
  }

  /** The settings with which a {@code freshet serve} uses it; once it is up. */
  public Map<String, String> settingsOfUsers() {
    return Map.of(
        "kafka.bootstrap.servers", process.said(ServeProcess.KAFKA).orElseThrow(),
        "schema.registry.url", process.said(ServeProcess.REGISTRY).orElseThrow(),
        "auto.register.schemas", "true");
  }

  /** The process, for what it costs. */
  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
