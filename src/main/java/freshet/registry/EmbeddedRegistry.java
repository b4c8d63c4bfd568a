package freshet.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * The registry that answers when no other is set: subjects with numbered versions, ids counted from
 * 1 and never given twice, the same schema under the same id in every subject, and compatibility
 * checked before a schema is taken.
 *
 * <p>Safe for use by many threads. Reading works from memory; what is not there is looked for in
 * the log, and every change goes through the log. Methods fail with {@link RegistryException} where
 * Confluent's registry gives an error code, and with {@link RegistryUnavailableException} when the
 * log is needed and does not answer.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final int MAX_SUBJECT = 512;
  private static final int LATEST = -1;

  /** How often a change is tried anew because another registry was quicker. */
  private static final int MAX_TRIES = 10;

  private final SchemaLog log;
  private volatile RegistryState state = RegistryState.EMPTY;

  /** A registry that knows what the log knows; it closes the log with itself. */
  public EmbeddedRegistry(SchemaLog log) {
    this.log = log;
    try {
      refresh();
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private synchronized void refresh() {
    state = state.after(log.read());
  }

  /** A change: the records to append, none if there is nothing to do, and what to answer then. */
  private record Change<T>(List<LogRecord> records, T answer) {
    static <T> Change<T> none(T answer) {
      return new Change<>(List.of(), answer);
    }
  }

  private <T> T change(Function<RegistryState, Change<T>> decide) {
    for (int i = 0; i < MAX_TRIES; i++) {
      synchronized (this) {
        Change<T> change = decide.apply(state);
        if (change.records().isEmpty()) {
          return change.answer();
        }
        boolean appended = log.append(change.records());
        refresh();
        if (appended) {
          return change.answer();
        }
      }
    }
    throw new RegistryUnavailableException(
        "other registries changed the schemas all the time; try again");
  }

  /** Answers from memory or, if that does not know, from the end of the log. */
  private <T> Optional<T> find(Function<RegistryState, Optional<T>> question) {
    Optional<T> answer = question.apply(state);
    if (answer.isPresent()) {
      return answer;
    }
    refresh();
    return question.apply(state);
  }

  /**
   * Registers a schema under a subject; one that is already there stays as it is.
   *
   * @return its id
   * @throws RegistryException 409 if it is incompatible, 42201 if it is no Avro schema
   */
  public int register(String subject, String schema) {
    requireSubject(subject);
    Schema candidate = parse(schema);
    String text = candidate.toString();
    return change(
        now -> {
          Subject before = now.subject(subject);
          Optional<RegisteredSchema> same = same(before, text, false);
          if (same.isPresent()) {
            return Change.none(same.get().id());
          }
          List<String> problems =
              now.effectiveLevel(subject).problems(candidate, newestFirst(before));
          if (!problems.isEmpty()) {
            throw RegistryException.incompatible(String.join("; ", problems));
          }
          int id = now.id(text).orElseGet(() -> Math.addExact(now.highestId(), 1));
          int version = before.highestVersion().orElse(0) + 1;
          RegisteredSchema added = new RegisteredSchema(subject, version, id, text);
          return new Change<>(List.of(new LogRecord.Put(added, false)), id);
        });
  }

  /**
   * Where a subject has a schema.
   *
   * @param deletedToo whether softly deleted versions count
   * @throws RegistryException 40401 without the subject, 40403 without the schema
   */
  public RegisteredSchema find(String subject, String schema, boolean deletedToo) {
    String text = parse(schema).toString();
    return find(now -> same(now.subject(subject), text, deletedToo))
        .orElseThrow(
            () ->
                state.subject(subject).schemas(deletedToo).isEmpty()
                    ? RegistryException.subjectNotFound(subject)
                    : RegistryException.schemaNotFound());
  }

  /**
   * The text of the schema with an id, softly deleted or not.
   *
   * @throws RegistryException 40403
   */
  public String schema(int id) {
    return find(now -> now.schema(id)).orElseThrow(() -> RegistryException.schemaNotFound(id));
  }

  /** Where the schema with an id is registered, by subject and version. */
  public List<RegisteredSchema> uses(int id, boolean deletedToo) {
    schema(id);
    return state.subjects().values().stream()
        .flatMap(subject -> subject.schemas(deletedToo).stream())
        .filter(schema -> schema.id() == id)
        .toList();
  }

  /** The names of the subjects, sorted. */
  public List<String> subjects(boolean deletedToo) {
    refresh();
    return state.subjects().entrySet().stream()
        .filter(entry -> !entry.getValue().schemas(deletedToo).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The schemas of a subject, oldest first, at least one.
   *
   * @throws RegistryException 40401
   */
  public List<RegisteredSchema> versions(String subject, boolean deletedToo) {
    return find(now -> someOf(now.subject(subject).schemas(deletedToo)))
        .orElseThrow(() -> RegistryException.subjectNotFound(subject));
  }

  /**
   * One schema of a subject.
   *
   * @param version a number from 1, or {@code latest}
   * @throws RegistryException 40401, 40402, 42202
   */
  public RegisteredSchema version(String subject, String version, boolean deletedToo) {
    int number = number(version);
    if (number == LATEST) {
      refresh();
      List<RegisteredSchema> all = versions(subject, deletedToo);
      return all.get(all.size() - 1);
    }
    return find(now -> visible(now.subject(subject), number, deletedToo))
        .orElseThrow(
            () -> {
              versions(subject, deletedToo);
              return RegistryException.versionNotFound(number);
            });
  }

  /**
   * Deletes a subject softly: nobody sees its versions any more, but their ids still read data. Or,
   * after that, permanently.
   *
   * @return the numbers of the versions that were deleted
   * @throws RegistryException 40401, 40404, 40405
   */
  public List<Integer> deleteSubject(String subject, boolean permanently) {
    refresh();
    return change(
        now -> {
          List<RegisteredSchema> all = now.subject(subject).schemas(true);
          List<RegisteredSchema> visible = now.subject(subject).schemas(false);
          if (all.isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
          }
          if (permanently && !visible.isEmpty()) {
            throw RegistryException.subjectNotDeletedFirst(subject);
          }
          if (!permanently && visible.isEmpty()) {
            throw RegistryException.subjectDeletedBefore(subject);
          }
          List<RegisteredSchema> gone = permanently ? all : visible;
          return new Change<>(
              deletion(now, gone, permanently),
              gone.stream().map(RegisteredSchema::version).toList());
        });
  }

  /**
   * Deletes one version of a subject, softly or, after that, permanently.
   *
   * @param version a number from 1, or {@code latest}
   * @return its number
   * @throws RegistryException 40401, 40402, 40406, 40407, 42202
   */
  public int deleteVersion(String subject, String version, boolean permanently) {
    int number = version(subject, version, true).version();
    return change(
        now -> {
          Subject.Version found =
              now.subject(subject)
                  .version(number)
                  .orElseThrow(() -> RegistryException.versionNotFound(number));
          if (permanently && !found.deleted()) {
            throw RegistryException.versionNotDeletedFirst(subject, number);
          }
          if (!permanently && found.deleted()) {
            throw RegistryException.versionDeletedBefore(subject, number);
          }
          return new Change<>(deletion(now, List.of(found.schema()), permanently), number);
        });
  }

  private static List<LogRecord> deletion(
      RegistryState now, List<RegisteredSchema> gone, boolean permanently) {
    List<LogRecord> records = new ArrayList<>();
    if (permanently) {
      records.add(new LogRecord.HighestId(now.highestId()));
    }
    for (RegisteredSchema schema : gone) {
      records.add(
          permanently
              ? new LogRecord.Removed(schema.subject(), schema.version())
              : new LogRecord.Put(schema, true));
    }
    return records;
  }

  /** The level that holds for all subjects without one of their own. */
  public CompatibilityLevel level() {
    refresh();
    return state.level(Optional.empty()).orElse(RegistryState.DEFAULT_LEVEL);
  }

  /**
   * The level set for a subject itself.
   *
   * @throws RegistryException 40408 if none is
   */
  public CompatibilityLevel level(String subject) {
    refresh();
    return state.level(Optional.of(subject)).orElseThrow(() -> RegistryException.noLevel(subject));
  }

  /** Sets the level of a subject, or of all that have none. */
  public void setLevel(Optional<String> subject, CompatibilityLevel level) {
    subject.ifPresent(EmbeddedRegistry::requireSubject);
    change(
        now ->
            now.level(subject).equals(Optional.of(level))
                ? Change.none(level)
                : new Change<>(List.of(new LogRecord.Level(subject, Optional.of(level))), level));
  }

  /**
   * Takes the level of a subject, or of all that have none, back.
   *
   * @return the level it had
   * @throws RegistryException 40408 if it had none
   */
  public CompatibilityLevel removeLevel(Optional<String> subject) {
    return change(
        now -> {
          CompatibilityLevel before =
              now.level(subject)
                  .orElseThrow(() -> RegistryException.noLevel(subject.orElse("(all)")));
          return new Change<>(List.of(new LogRecord.Level(subject, Optional.empty())), before);
        });
  }

  /**
   * What speaks against a schema as the next of its subject.
   *
   * @return one sentence per problem, empty if it would be taken
   */
  public List<String> problems(String subject, String schema) {
    refresh();
    return state
        .effectiveLevel(subject)
        .problems(parse(schema), newestFirst(state.subject(subject)));
  }

  /**
   * What speaks against a schema as the one after a given version.
   *
   * @param version a number from 1, or {@code latest}, which a new subject need not have
   * @return one sentence per problem, empty if it is compatible
   * @throws RegistryException 40401, 40402, 42201, 42202
   */
  public List<String> problems(String subject, String schema, String version) {
    Schema candidate = parse(schema);
    if (number(version) == LATEST && someOf(state.subject(subject).schemas(false)).isEmpty()) {
      return problems(subject, schema);
    }
    Schema before = Schemas.parse(version(subject, version, false).schema());
    return state.effectiveLevel(subject).problems(candidate, List.of(before));
  }

  /** Closes the log. */
  @Override
  public synchronized void close() {
    log.close();
  }

  private static int number(String version) {
    if (version.equals("latest")) {
      return LATEST;
    }
    try {
      int number = Integer.parseInt(version);
      if (number >= 1 || number == LATEST) {
        return number;
      }
      throw RegistryException.invalidVersion(version);
    } catch (NumberFormatException e) {
      throw RegistryException.invalidVersion(version);
    }
  }

  private static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (RuntimeException | StackOverflowError e) {
      // Avro's parser answers some texts with exceptions of other kinds than its own.
      throw RegistryException.invalidSchema(e.getMessage());
    }
  }

  private static void requireSubject(String subject) {
    if (subject.isBlank()
        || subject.length() > MAX_SUBJECT
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw RegistryException.invalidSubject(
          "is not valid; give 1 to "
              + MAX_SUBJECT
              + " characters, none of them a control character");
    }
  }

  private static Optional<RegisteredSchema> same(Subject subject, String text, boolean deletedToo) {
    return subject.schemas(deletedToo).stream()
        .filter(schema -> schema.schema().equals(text))
        .findFirst();
  }

  private static Optional<RegisteredSchema> visible(
      Subject subject, int number, boolean deletedToo) {
    return subject
        .version(number)
        .filter(version -> deletedToo || !version.deleted())
        .map(Subject.Version::schema);
  }

  private static List<Schema> newestFirst(Subject subject) {
    List<Schema> schemas = new ArrayList<>();
    subject.schemas(false).forEach(schema -> schemas.add(Schemas.parse(schema.schema())));
    Collections.reverse(schemas);
    return schemas;
  }

  private static Optional<List<RegisteredSchema>> someOf(List<RegisteredSchema> schemas) {
    return schemas.isEmpty() ? Optional.empty() : Optional.of(schemas);
  }
}
