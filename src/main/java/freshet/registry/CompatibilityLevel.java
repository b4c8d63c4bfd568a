package freshet.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** What a new schema of a subject owes to the earlier ones. */
public enum CompatibilityLevel {
  /** Nothing. */
  NONE(false, false, false),
  /** It reads what the latest wrote. */
  BACKWARD(true, false, false),
  /** It reads what any earlier one wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The latest reads what it writes. */
  FORWARD(false, true, false),
  /** Every earlier one reads what it writes. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both, with the latest. */
  FULL(true, true, false),
  /** Both, with all. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsEarlier;
  private final boolean readByEarlier;
  private final boolean transitive;

  CompatibilityLevel(boolean readsEarlier, boolean readByEarlier, boolean transitive) {
    this.readsEarlier = readsEarlier;
    this.readByEarlier = readByEarlier;
    this.transitive = transitive;
  }

  /**
   * Reads a level's name, in any case.
   *
   * @throws RegistryException 42203 if there is none of that name
   */
  public static CompatibilityLevel named(String name) {
    for (CompatibilityLevel level : values()) {
      if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
        return level;
      }
    }
    throw RegistryException.invalidLevel(name);
  }

  /**
   * What speaks against a new schema.
   *
   * @param earlier the subject's schemas, newest first
   * @return one sentence per problem; empty if it is compatible
   */
  List<String> problems(Schema candidate, List<Schema> earlier) {
    List<String> problems = new ArrayList<>();
    for (Schema before : transitive ? earlier : earlier.subList(0, Math.min(1, earlier.size()))) {
      if (readsEarlier) {
        check(candidate, before, "the new schema cannot read what an earlier one wrote", problems);
      }
      if (readByEarlier) {
        check(before, candidate, "an earlier schema cannot read what the new one writes", problems);
      }
    }
    return problems;
  }

  private static void check(Schema reader, Schema writer, String what, List<String> problems) {
    SchemaPairCompatibility result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    for (Incompatibility found : result.getResult().getIncompatibilities()) {
      problems.add(
          "%s: %s at %s, %s"
              .formatted(what, found.getType(), found.getLocation(), found.getMessage()));
    }
  }
}
