package freshet.app;

import java.util.Map;
import org.apache.avro.SystemLimitException;

/**
 * How much memory a value in Avro may ask for before it has been read. Left alone, a record of ten
 * bytes that says it holds a text of two gigabytes gets them, and ends the process.
 */
final class AvroLimits {
  /** More than any broker takes in one record by default, many times over. */
  private static final String BYTES = Integer.toString(64 << 20);

  private static final String ITEMS = Integer.toString(1 << 20);

  private static final Map<String, String> LIMITS =
      Map.of(
          SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, BYTES,
          SystemLimitException.MAX_STRING_LENGTH_PROPERTY, BYTES,
          SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, ITEMS);

  private AvroLimits() {}

  /** Sets what nobody has set; before anything is read, since Avro looks once. */
  static void set() {
    LIMITS.forEach(
        (name, limit) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, limit);
          }
        });
  }
}
