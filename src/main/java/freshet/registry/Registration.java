package freshet.registry;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.SerializationException;

/** How a writer comes by the id of its schema. */
public enum Registration {
  /** It registers the schema ({@code auto.register.schemas=true}). */
  AUTOMATIC {
    @Override
    int id(SchemaRegistry registry, String subject, Schema schema) {
      return registry.register(subject, schema);
    }
  },

  /** The schema must have been registered before ({@code auto.register.schemas=false}). */
  BEFOREHAND {
    @Override
    int id(SchemaRegistry registry, String subject, Schema schema) {
      return registry.idOf(subject, schema);
    }
  },

  /**
   * It takes the id of the subject's newest schema, which may differ in documentation and defaults
   * but must write the same bytes ({@code use.latest.version=true}).
   */
  LATEST {
    @Override
    int id(SchemaRegistry registry, String subject, Schema schema) {
      RegisteredSchema latest = registry.latest(subject);
      String theirs = SchemaNormalization.toParsingForm(Schemas.parse(latest.schema()));
      if (!theirs.equals(SchemaNormalization.toParsingForm(schema))) {
        throw new SerializationException(
            "version %d of subject %s does not write what this program writes; register the program's schema, or set %s=false"
                .formatted(latest.version(), subject, RegistrySettings.USE_LATEST));
      }
      return latest.id();
    }
  };

  /** As Confluent's settings say; registering wins over taking the latest, as with them. */
  public static Registration from(Map<String, ?> settings) {
    if (RegistrySettings.flag(settings, RegistrySettings.AUTO_REGISTER, true)) {
      return AUTOMATIC;
    }
    return RegistrySettings.flag(settings, RegistrySettings.USE_LATEST, false)
        ? LATEST
        : BEFOREHAND;
  }

  /**
   * @param schema the plain schema
   * @throws SerializationException if there is no such id
   */
  abstract int id(SchemaRegistry registry, String subject, Schema schema);
}
