package freshet.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import freshet.event.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** How rows are written to HTTP: one JSON object per line. */
final class Ndjson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTES_PER_ROW = 200;

  /** Writes one row as a JSON object. */
  @FunctionalInterface
  interface Format<T> {
    void write(JsonGenerator json, T row) throws IOException;
  }

  private Ndjson() {}

  static <T> byte[] write(List<T> rows, Format<T> format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * BYTES_PER_ROW);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.setRootValueSeparator(null);
      for (T row : rows) {
        json.writeStartObject();
        format.write(json, row);
        json.writeEndObject();
        json.writeRaw('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void interaction(JsonGenerator json, LoggedInteraction row) throws IOException {
    json.writeStringField("user", row.user());
    json.writeStringField("item", row.item());
    json.writeStringField("type", row.type());
    json.writeStringField("eventId", row.eventId());
    json.writeNumberField("time", row.time().toEpochMilli());
    optional(json, "session", row.session());
    if (row.seconds().isPresent()) {
      json.writeNumberField("seconds", row.seconds().getAsDouble());
    }
  }

  static void item(JsonGenerator json, LoggedItem row) throws IOException {
    Item item = row.item();
    json.writeStringField("item", item.id().value());
    json.writeStringField("type", item.type().value());
    optional(json, "title", item.title());
    json.writeArrayFieldStart("tags");
    for (String tag : item.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    optional(json, "category", item.category());
    optional(json, "author", item.author());
    if (item.created().isPresent()) {
      json.writeNumberField("created", item.created().get().toEpochMilli());
    } else {
      // Left out, the server would take it for new.
      json.writeNullField("created");
    }
    json.writeBooleanField("available", item.available());
  }

  private static void optional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
