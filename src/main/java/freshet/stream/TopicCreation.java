package freshet.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing, and refuses those that cannot work. */
public final class TopicCreation {
  private TopicCreation() {}

  /**
   * Creates what is missing.
   *
   * @param connection bootstrap servers and whatever security they need
   * @param replication replicas per partition; -1 for the broker's default
   * @throws IllegalStateException with the cure, if the cluster does not answer within the limit or
   *     a topic that exists has another number of partitions
   */
  public static void ensure(
      Map<String, Object> connection, List<TopicSpec> specs, short replication, Duration limit) {
    try (Admin admin = connect(connection, limit)) {
      var results =
          admin
              .createTopics(
                  specs.stream().map(spec -> spec.toNewTopic(replication)).toList(),
                  new CreateTopicsOptions().timeoutMs((int) limit.toMillis()))
              .values();
      for (TopicSpec spec : specs) {
        try {
          await(results.get(spec.name()), limit);
        } catch (TopicExistsException e) {
          check(admin, spec, limit);
        }
      }
    }
  }

  private static Admin connect(Map<String, Object> connection, Duration limit) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
    settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
    try {
      return Admin.create(settings);
    } catch (KafkaException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new IllegalStateException(
          "Kafka cannot be reached: " + why + "; check kafka.bootstrap.servers and kafka.client",
          e);
    }
  }

  private static void check(Admin admin, TopicSpec spec, Duration limit) {
    TopicDescription found =
        await(admin.describeTopics(List.of(spec.name())).topicNameValues().get(spec.name()), limit);
    if (found.partitions().size() != spec.partitions()) {
      throw new IllegalStateException(
          "topic %s has %d partitions, the settings say %d; set kafka.partitions to %d, or use another topics.prefix"
              .formatted(
                  spec.name(),
                  found.partitions().size(),
                  spec.partitions(),
                  found.partitions().size()));
    }
  }

  private static <T> T await(KafkaFuture<T> future, Duration limit) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    } catch (TimeoutException e) {
      throw silent(limit, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException exists) {
        throw exists;
      }
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw silent(limit, e);
      }
      throw new IllegalStateException(
          "Kafka refused to create or describe a topic: " + e.getCause().getMessage(), e);
    }
  }

  private static IllegalStateException silent(Duration limit, Exception cause) {
    return new IllegalStateException(
        "Kafka did not answer within "
            + limit.toSeconds()
            + " s; check kafka.bootstrap.servers and that the brokers are up",
        cause);
  }
}
