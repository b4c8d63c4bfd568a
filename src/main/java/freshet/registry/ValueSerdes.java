package freshet.registry;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;

/**
 * Makes the serdes for the values of Freshet's topics: ours, or those of the class that the setting
 * {@code serde.class} names, such as Confluent's {@code SpecificAvroSerde}.
 */
public final class ValueSerdes {
  /** Setting: the serde's class, {@link AvroSerde} unless set. */
  public static final String SERDE_CLASS = "serde.class";

  private final Map<String, Object> settings;
  private final SchemaRegistry registry;
  private final boolean ours;

  private ValueSerdes(Map<String, ?> settings, SchemaRegistry given) {
    this.settings = new HashMap<>(settings);
    this.ours = className().equals(AvroSerde.class.getName());
    this.registry =
        given == null && ours ? new RegistryClient(RegistrySettings.from(settings)) : given;
  }

  /**
   * Serdes that reach the registry at {@code schema.registry.url}; ours share one client.
   *
   * @param settings {@link #SERDE_CLASS} and Confluent's settings
   * @throws ConfigException if a setting is missing or wrong
   */
  public static ValueSerdes from(Map<String, ?> settings) {
    return new ValueSerdes(settings, null);
  }

  /**
   * The same, but ours use a registry within this process, and need no {@code schema.registry.url}.
   */
  public static ValueSerdes from(Map<String, ?> settings, SchemaRegistry registry) {
    return new ValueSerdes(settings, registry);
  }

  /**
   * The serde for values of a generated class, configured.
   *
   * @throws ConfigException if the serde's class is missing or is none
   */
  public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
    if (ours) {
      return new AvroSerde<>(type, registry, Registration.from(settings));
    }
    Serde<T> serde = named();
    Map<String, Object> complete = new HashMap<>(settings);
    complete.put("specific.avro.reader", true);
    complete.put(AvroDeserializer.TYPE, type);
    // Otherwise they would register the generated schema, whose id is not the hand-written one's.
    complete.putIfAbsent("avro.remove.java.properties", true);
    serde.configure(complete, false);
    return serde;
  }

  private String className() {
    Object name = settings.getOrDefault(SERDE_CLASS, AvroSerde.class);
    return name instanceof Class<?> type ? type.getName() : name.toString().strip();
  }

  // That a serde found by name handles our classes is the promise of whoever named it.
  @SuppressWarnings("unchecked")
  private <T> Serde<T> named() {
    try {
      Constructor<?> constructor =
          Class.forName(className(), true, Thread.currentThread().getContextClassLoader())
              .asSubclass(Serde.class)
              .getConstructor();
      return (Serde<T>) constructor.newInstance();
    } catch (ClassNotFoundException e) {
      throw bad("is not on the class path; for Confluent's serdes build with -Pconfluent", e);
    } catch (InvocationTargetException e) {
      throw bad("cannot be made: " + e.getCause(), e);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw bad("is no serde with a constructor without parameters; name one that is", e);
    }
  }

  private ConfigException bad(String problem, Exception cause) {
    ConfigException bad = new ConfigException(SERDE_CLASS + " " + className() + " " + problem);
    bad.initCause(cause);
    return bad;
  }
}
