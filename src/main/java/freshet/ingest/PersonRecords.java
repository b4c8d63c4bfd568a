package freshet.ingest;

import freshet.event.ErasureId;
import freshet.event.InvalidInputException;
import freshet.event.PersonRequest;
import freshet.event.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * How the `interactions` topic says what becomes of all that an id did so far: by a record under
 * that id whose value is null, as Kafka says that a key is to go, with a header that says how.
 *
 * <p>They lie among the interactions since there Kafka keeps them in order with those of the same
 * id, at each reading.
 */
public final class PersonRecords {
  /** Erases; the value is the id of the erasure. */
  static final String ERASE = "freshet.erase";

  /**
   * Up to which event time an erasure reaches that follows from another, decimal milliseconds since
   * 1970.
   */
  static final String UNTIL = "freshet.erase.until";

  /** Merges; the value is the id that what was done belongs to. */
  static final String MERGE = "freshet.merge";

  private PersonRecords() {}

  /** The headers of a record that erases. */
  static Headers erasing(ErasureId id) {
    return new RecordHeaders().add(ERASE, bytes(id.value()));
  }

  /** The headers of a record that erases what happened up to a time. */
  static Headers erasing(ErasureId id, Instant until) {
    return erasing(id).add(UNTIL, bytes(Long.toString(until.toEpochMilli())));
  }

  /** The headers of a record that merges. */
  static Headers merging(UserId into) {
    return new RecordHeaders().add(MERGE, bytes(into.value()));
  }

  /**
   * What a record without a value asks for; nothing if it does not say.
   *
   * @param user the record's key
   * @param arrived when the broker took it
   * @throws InvalidInputException if it makes no sense
   */
  public static Optional<PersonRequest> read(UserId user, Headers headers, Instant arrived) {
    Header erase = headers.lastHeader(ERASE);
    Header merge = headers.lastHeader(MERGE);
    if (erase != null && merge != null) {
      throw new InvalidInputException(
          ERASE, "stands beside " + MERGE + "; write one record for each");
    }
    if (erase != null) {
      Optional<Instant> until = until(headers);
      return Optional.of(
          new PersonRequest.Erase(
              new ErasureId(text(erase)),
              user,
              // Nobody erases what is yet to come.
              until.filter(time -> time.isBefore(arrived)).orElse(arrived),
              until.isPresent()));
    }
    return Optional.ofNullable(merge)
        .map(into -> new PersonRequest.Merge(user, new UserId(text(into)), arrived));
  }

  private static Optional<Instant> until(Headers headers) {
    Header until = headers.lastHeader(UNTIL);
    if (until == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochMilli(Long.parseLong(text(until))));
    } catch (NumberFormatException e) {
      InvalidInputException invalid =
          new InvalidInputException(UNTIL, "is no number; give milliseconds since 1970");
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static String text(Header header) {
    return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
