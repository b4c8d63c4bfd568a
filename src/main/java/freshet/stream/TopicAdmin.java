package freshet.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A cluster, as far as topics can be looked at and made.
 *
 * <p>Methods throw an {@link IllegalStateException} with the cure, if the cluster does not answer
 * within the limit or does not allow it.
 */
public final class TopicAdmin implements AutoCloseable {
  private final Admin admin;
  private final Duration limit;

  private TopicAdmin(Admin admin, Duration limit) {
    this.admin = admin;
    this.limit = limit;
  }

  /**
   * Connects to a cluster.
   *
   * @param connection bootstrap servers and whatever security they need
   * @param limit of each question
   */
  public static TopicAdmin connect(Map<String, Object> connection, Duration limit) {
    return new TopicAdmin(admin(connection, limit), limit);
  }

  /**
   * A client for other questions than this class asks.
   *
   * @param limit of each question
   */
  public static Admin admin(Map<String, Object> connection, Duration limit) {
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

  /** How those of the topics are laid out that are there, by name. */
  public Map<String, TopicLayout> layouts(Collection<TopicSpec> specs) {
    Map<String, TopicDescription> there = new LinkedHashMap<>();
    admin
        .describeTopics(specs.stream().map(TopicSpec::name).toList())
        .topicNameValues()
        .forEach(
            (name, description) -> {
              try {
                there.put(name, await(description));
              } catch (UnknownTopicOrPartitionException e) {
                // It is missing, which is an answer.
              }
            });
    if (there.isEmpty()) {
      return Map.of();
    }
    Map<ConfigResource, KafkaFuture<Config>> configs =
        admin.describeConfigs(there.keySet().stream().map(TopicAdmin::resource).toList()).values();
    Map<String, TopicLayout> layouts = new LinkedHashMap<>();
    there.forEach(
        (name, description) ->
            layouts.put(
                name,
                new TopicLayout(
                    description.partitions().size(),
                    description.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                    values(await(configs.get(resource(name)))))));
    return layouts;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static Map<String, String> values(Config config) {
    Map<String, String> values = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        values.put(entry.name(), entry.value());
      }
    }
    return values;
  }

  /**
   * Makes topics; those that somebody else has made meanwhile are left as they are.
   *
   * @param replication replicas per partition; -1 for the brokers' default
   */
  public void create(List<TopicSpec> specs, short replication) {
    if (specs.isEmpty()) {
      return;
    }
    var results =
        admin.createTopics(
            specs.stream().map(spec -> spec.toNewTopic(replication)).toList(),
            new CreateTopicsOptions().timeoutMs((int) limit.toMillis()));
    results
        .values()
        .values()
        .forEach(
            made -> {
              try {
                await(made);
              } catch (TopicExistsException e) {
                // Another instance, which starts at the same time, was quicker.
              }
            });
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was asked for its topics", e);
    } catch (TimeoutException e) {
      throw silent(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException exists) {
        throw exists;
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
        throw unknown;
      }
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw silent(e);
      }
      throw refused(e);
    }
  }

  private IllegalStateException silent(Exception cause) {
    return new IllegalStateException(
        "Kafka did not answer within "
            + limit.toSeconds()
            + " s; check kafka.bootstrap.servers and that the brokers are up",
        cause);
  }

  /** What to say when Kafka does not accept the login. */
  public static IllegalStateException notLetIn(ExecutionException e) {
    return new IllegalStateException(
        "Kafka does not let Freshet in: %s; check sasl.* and ssl.* in kafka.client"
            .formatted(e.getCause().getMessage()),
        e);
  }

  private static IllegalStateException refused(ExecutionException e) {
    if (e.getCause() instanceof AuthenticationException) {
      return notLetIn(e);
    }
    String cure =
        e.getCause() instanceof AuthorizationException
            ? "; allow Freshet's user to describe its topics and their configuration, and to create them or run freshet topics create as somebody who may"
            : "";
    return new IllegalStateException(
        "Kafka refused to create or describe a topic: " + e.getCause().getMessage() + cure, e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
