package freshet.http.description;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One parameter of a request, as callers need to know it.
 *
 * @param kind what its value is
 * @param least smallest whole number
 * @param most largest whole number; of a text in a path, how many characters it may have
 * @param otherwise what stands for it where it is not given, as it would be given
 * @param examples values that are sure to be taken
 */
public record Parameter(
    Place place,
    String name,
    Kind kind,
    String meaning,
    OptionalInt least,
    OptionalInt most,
    Optional<String> otherwise,
    List<String> examples) {

  /** Where a parameter stands. */
  public enum Place {
    PATH,
    QUERY
  }

  /** What the value of a parameter is. */
  public enum Kind {
    TEXT,
    WHOLE_NUMBER,
    /** true or false. */
    FLAG,
    /** May be given several times. */
    TEXTS
  }

  public Parameter {
    Objects.requireNonNull(place);
    Objects.requireNonNull(kind);
    examples = List.copyOf(examples);
  }

  /** A part of the path that names something. */
  public static Parameter path(String name, String meaning) {
    return new Parameter(
        Place.PATH,
        name,
        Kind.TEXT,
        meaning,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same with how many characters it may have, where that is fewer than ids have. */
  public Parameter ofAtMost(int characters) {
    return new Parameter(
        place, name, kind, meaning, least, OptionalInt.of(characters), otherwise, examples);
  }

  public static Parameter text(String name, String meaning) {
    return query(name, Kind.TEXT, meaning);
  }

  /** A text that may be given several times. */
  public static Parameter texts(String name, String meaning) {
    return query(name, Kind.TEXTS, meaning);
  }

  /** true or false; false where not given. */
  public static Parameter flag(String name, String meaning) {
    return query(name, Kind.FLAG, meaning).byDefault("false");
  }

  public static Parameter wholeNumber(String name, int least, int most, String meaning) {
    return new Parameter(
        Place.QUERY,
        name,
        Kind.WHOLE_NUMBER,
        meaning,
        OptionalInt.of(least),
        OptionalInt.of(most),
        Optional.empty(),
        List.of());
  }

  private static Parameter query(String name, Kind kind, String meaning) {
    return new Parameter(
        Place.QUERY,
        name,
        kind,
        meaning,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same with what stands for it where it is not given. */
  public Parameter byDefault(String value) {
    return new Parameter(place, name, kind, meaning, least, most, Optional.of(value), examples);
  }

  /** The same with values to try. */
  public Parameter suchAs(String... values) {
    return new Parameter(place, name, kind, meaning, least, most, otherwise, List.of(values));
  }
}
