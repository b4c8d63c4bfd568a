package freshet.http.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import freshet.event.InvalidInputException;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the fields of one JSON object. The first field that is wrong is kept and the walk goes
 * on, so that what follows the object can still be read; {@link #check()} then reports it.
 */
public final class Fields {
  private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_10000 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final JsonParser parser;
  private final List<String> seen = new ArrayList<>(10);
  private InvalidInputException wrong;

  /**
   * @param parser stands at the start of the object
   */
  Fields(JsonParser parser) {
    this.parser = parser;
  }

  /** Goes to the next field, if there is one. */
  public boolean next() throws IOException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return false;
    }
    parser.nextToken();
    return true;
  }

  /** Name of the field the walk stands at. */
  public String name() throws IOException {
    return parser.currentName();
  }

  /** Passes over a field nobody knows. */
  public void skip() throws IOException {
    parser.skipChildren();
  }

  /** A string; null if the field is null or wrong. */
  public String text() throws IOException {
    if (!starts(JsonToken.VALUE_STRING, "put it in quotes")) {
      return null;
    }
    return wellFormed(parser.currentName(), parser.getText());
  }

  /** A list of strings; empty if the field is null or wrong. */
  public List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    if (!starts(JsonToken.START_ARRAY, "give a list of strings")) {
      return texts;
    }
    String field = parser.currentName();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        texts.add(wellFormed(field, parser.getText()));
      } else {
        blame(field, "holds %s; give strings only".formatted(shape(parser.currentToken())));
        parser.skipChildren();
      }
    }
    return texts;
  }

  /**
   * A list of objects; empty if the field is null or wrong. What is wrong within one of them is
   * blamed with its place, as in {@code history[2].type}.
   *
   * @param most how many there may be
   */
  public <T> List<T> objects(int most, ElementReader<T> reader) throws IOException {
    List<T> objects = new ArrayList<>();
    if (!starts(JsonToken.START_ARRAY, "give a list of objects")) {
      return objects;
    }
    String field = parser.currentName();
    for (int place = 0; parser.nextToken() != JsonToken.END_ARRAY; place++) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        blame(field, "holds %s; give objects only".formatted(shape(parser.currentToken())));
        parser.skipChildren();
      } else if (place >= most) {
        blame(field, "holds more than %d objects; give at most %d".formatted(most, most));
        parser.skipChildren();
      } else {
        add(objects, field + "[" + place + "].", reader);
      }
    }
    return objects;
  }

  private <T> void add(List<T> objects, String prefix, ElementReader<T> reader) throws IOException {
    try {
      objects.add(reader.read(new Fields(parser)));
    } catch (UnreadableFieldException e) {
      blame(e.invalid(), prefix);
    } catch (InvalidInputException e) {
      blame(e, prefix);
    }
  }

  private void blame(InvalidInputException within, String prefix) {
    // Its message begins with the field's name.
    blame(prefix + within.field(), within.getMessage().substring(within.field().length() + 1));
  }

  /** A number; null if the field is null or wrong. */
  public Double number() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return starts(JsonToken.VALUE_NUMBER_INT, "") ? parser.getDoubleValue() : null;
    }
    return starts(JsonToken.VALUE_NUMBER_FLOAT, "give a number") ? parser.getDoubleValue() : null;
  }

  /** True or false; null if the field is null or wrong. */
  public Boolean flag() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_FALSE) {
      return starts(JsonToken.VALUE_FALSE, "") ? Boolean.FALSE : null;
    }
    return starts(JsonToken.VALUE_TRUE, "give true or false") ? Boolean.TRUE : null;
  }

  /** Whether the field says {@code null}. */
  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** A time, as ISO-8601 or in milliseconds since 1970; null if the field is null or wrong. */
  public Instant time() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return starts(JsonToken.VALUE_NUMBER_INT, "") ? milliseconds() : null;
    }
    if (!starts(
        JsonToken.VALUE_STRING,
        "give a time like 2026-01-31T12:00:00Z, or whole milliseconds since 1970")) {
      return null;
    }
    try {
      return withinCalendar(Instant.parse(parser.getText()));
    } catch (DateTimeParseException e) {
      blame(
          parser.currentName(),
          "cannot be read; give a time like 2026-01-31T12:00:00Z, or milliseconds since 1970");
      return null;
    }
  }

  private Instant milliseconds() throws IOException {
    JsonParser.NumberType size = parser.getNumberType();
    if (size == JsonParser.NumberType.INT || size == JsonParser.NumberType.LONG) {
      return withinCalendar(Instant.ofEpochMilli(parser.getLongValue()));
    }
    blame(parser.currentName(), "is out of range; give milliseconds since 1970");
    return null;
  }

  /** Times that do not fit into milliseconds would be an arithmetic error far from here. */
  private Instant withinCalendar(Instant time) throws IOException {
    if (time.getEpochSecond() >= YEAR_1 && time.getEpochSecond() <= YEAR_10000) {
      return time;
    }
    blame(parser.currentName(), "is out of range; give a year from 1 to 9999");
    return null;
  }

  /** Remembers that a field is wrong, unless one before it was. */
  public void refuse(String field, String problem) {
    blame(field, problem);
  }

  /**
   * Reports the first field that was wrong; called when the walk is over.
   *
   * @throws UnreadableFieldException if there was one
   */
  public void check() {
    if (wrong != null) {
      throw new UnreadableFieldException(wrong);
    }
  }

  /**
   * Reports a field that must be there and is not.
   *
   * @throws UnreadableFieldException if the value is null or empty
   */
  public static void require(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw new UnreadableFieldException(
          new InvalidInputException(field, "is missing; give 1 to 256 characters"));
    }
  }

  private boolean starts(JsonToken wanted, String cure) throws IOException {
    String field = parser.currentName();
    if (seen.contains(field)) {
      blame(field, "is given twice; give it once");
    } else {
      seen.add(field);
    }
    JsonToken token = parser.currentToken();
    if (token == wanted) {
      return true;
    }
    if (token != JsonToken.VALUE_NULL) {
      blame(field, "is %s; %s".formatted(shape(token), cure));
      parser.skipChildren();
    }
    return false;
  }

  /** Half a surrogate pair cannot be written as UTF-8: two such ids would become one. */
  private String wellFormed(String field, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          blame(field, "holds half a character at position " + i + "; remove it");
          return null;
        }
        i++;
      }
    }
    return text;
  }

  private void blame(String field, String problem) {
    if (wrong == null) {
      wrong = new InvalidInputException(field, problem);
    }
  }

  static String shape(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      default -> "null";
    };
  }
}
