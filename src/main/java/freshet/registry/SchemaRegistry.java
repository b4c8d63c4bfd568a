package freshet.registry;

import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A schema registry as readers and writers of records see it.
 *
 * <p>Safe for use by many threads. Every method answers or fails within a bounded time; all fail
 * with {@link RegistryUnavailableException} when the registry gives no usable answer, and with
 * another {@link SerializationException} when its answer is no.
 */
public interface SchemaRegistry {
  /**
   * Registers a schema; one that is already there keeps its id.
   *
   * @return its id
   * @throws SerializationException if it is incompatible with the subject's earlier schemas
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema that is already registered.
   *
   * @throws SerializationException if the subject does not have this schema
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema an id names.
   *
   * @throws SerializationException if no schema has this id
   */
  Schema schema(int id);

  /**
   * The newest schema of a subject; never from a cache.
   *
   * @throws SerializationException if there is no such subject
   */
  RegisteredSchema latest(String subject);
}
