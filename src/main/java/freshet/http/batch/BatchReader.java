package freshet.http.batch;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import freshet.event.InvalidInputException;
import freshet.http.batch.Batch.Bad;
import freshet.http.batch.Batch.Good;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.ProblemException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a body as elements, each good or bad on its own. A line of NDJSON that is not JSON is one
 * bad element; an array that is not JSON cannot be divided, so none of it is taken.
 *
 * @param <T> what an element is read as
 */
public final class BatchReader<T> {
  /** Jackson takes what begins with zero bytes for UTF-32, and fails in another way over it. */
  private static final String NOT_UTF_8 = "this is not text in UTF-8";

  private final ElementReader<T> elements;
  private final int maxElements;
  private final List<Good<T>> good = new ArrayList<>();
  private final List<Bad> bad = new ArrayList<>();

  private BatchReader(ElementReader<T> elements, int maxElements) {
    this.elements = elements;
    this.maxElements = maxElements;
  }

  /**
   * Reads a body.
   *
   * @param maxElements how many it may hold
   * @throws ProblemException 400 if it is not JSON, 413 if it holds too many
   */
  public static <T> Batch<T> read(RequestBody body, int maxElements, ElementReader<T> elements) {
    BatchReader<T> reader = new BatchReader<>(elements, maxElements);
    try {
      boolean single =
          switch (body.form()) {
            case JSON -> reader.readJson(body.bytes());
            case NDJSON -> reader.readLines(body.bytes());
          };
      return new Batch<>(single, reader.good, reader.bad);
    } catch (JsonProcessingException e) {
      throw Problem.of(400, notJson(e) + "; correct it and send it again").exception();
    } catch (CharConversionException e) {
      throw Problem.of(400, NOT_UTF_8 + "; send UTF-8").exception();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private boolean readJson(byte[] bytes) throws IOException {
    try (JsonParser parser = Json.factory().createParser(bytes)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          readElement(parser);
        }
      } else if (first == null) {
        throw Problem.of(400, "the body is blank; send a JSON object").exception();
      } else {
        readElement(parser);
      }
      if (parser.nextToken() != null) {
        throw Problem.of(
                400,
                "the body goes on after its first JSON value; send a list, or one object per line with Content-Type: application/x-ndjson")
            .exception();
      }
      return first != JsonToken.START_ARRAY;
    }
  }

  private boolean readLines(byte[] bytes) throws IOException {
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      readLine(bytes, start, end - start);
      start = end + 1;
    }
    return false;
  }

  private void readLine(byte[] bytes, int start, int length) throws IOException {
    int place = size();
    try (JsonParser parser = Json.factory().createParser(bytes, start, length)) {
      if (parser.nextToken() == null) {
        return;
      }
      readElement(parser);
      if (parser.nextToken() != null) {
        replaceFrom(place, "the line goes on after its first JSON value; put each on its own line");
      }
    } catch (JsonProcessingException e) {
      replaceFrom(place, notJson(e) + "; correct the line");
    } catch (CharConversionException e) {
      replaceFrom(place, NOT_UTF_8 + "; send UTF-8");
    }
  }

  /** Takes back what was read of a line that turned out bad. */
  private void replaceFrom(int place, String reason) {
    if (!good.isEmpty() && good.get(good.size() - 1).index() == place) {
      good.remove(good.size() - 1);
    } else if (!bad.isEmpty() && bad.get(bad.size() - 1).index() == place) {
      bad.remove(bad.size() - 1);
    }
    roomForOneMore();
    bad.add(new Bad(place, Rejection.unreadable(reason)));
  }

  private void readElement(JsonParser parser) throws IOException {
    roomForOneMore();
    int index = size();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      String shape = Fields.shape(parser.currentToken());
      parser.skipChildren();
      bad.add(new Bad(index, Rejection.unreadable("it is " + shape + "; give an object")));
      return;
    }
    try {
      good.add(new Good<>(index, elements.read(new Fields(parser))));
    } catch (UnreadableFieldException e) {
      bad.add(new Bad(index, Rejection.unreadable(e.invalid())));
    } catch (InvalidInputException e) {
      bad.add(new Bad(index, Rejection.breaksRule(e)));
    }
  }

  private int size() {
    return good.size() + bad.size();
  }

  private void roomForOneMore() {
    if (size() >= maxElements) {
      throw Problem.of(
              413, "the body holds more than %d elements; send it in parts".formatted(maxElements))
          .exception();
    }
  }

  private static String notJson(JsonProcessingException e) {
    // Jackson's own text quotes the input and names classes; the place is what helps.
    JsonLocation place = e.getLocation();
    if (e instanceof StreamConstraintsException || place == null) {
      return "this nests too deeply, or holds too long a text or number";
    }
    return "this is not JSON from line %d, column %d on"
        .formatted(place.getLineNr(), place.getColumnNr());
  }
}
