package freshet.registry;

import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** The embedded registry as readers and writers in the same process see it, without HTTP. */
public final class LocalRegistry implements SchemaRegistry {
  private final EmbeddedRegistry registry;

  public LocalRegistry(EmbeddedRegistry registry) {
    this.registry = registry;
  }

  @Override
  public int register(String subject, Schema schema) {
    try {
      return registry.register(subject, schema.toString());
    } catch (RegistryException e) {
      throw no(e);
    }
  }

  @Override
  public int idOf(String subject, Schema schema) {
    try {
      return registry.find(subject, schema.toString(), false).id();
    } catch (RegistryException e) {
      throw no(e);
    }
  }

  @Override
  public Schema schema(int id) {
    try {
      return Schemas.parse(registry.schema(id));
    } catch (RegistryException e) {
      throw no(e);
    }
  }

  @Override
  public RegisteredSchema latest(String subject) {
    try {
      return registry.version(subject, "latest", false);
    } catch (RegistryException e) {
      throw no(e);
    }
  }

  private static SerializationException no(RegistryException e) {
    return new SerializationException(
        "the schema registry says no: %s (%d)".formatted(e.getMessage(), e.code()), e);
  }
}
