package freshet.http.item;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** The fields that {@link ItemReader} reads, as callers need to know them. */
final class ItemBody {
  private ItemBody() {}

  /** An item that names itself. */
  record Named(
      @Schema(description = "Its id", example = "rye") String item,
      @Schema(description = "Its content type", example = "blog-post") String type,
      @Schema(example = "A dense rye") Optional<String> title,
      @Schema(description = "At most 64") Optional<List<String>> tags,
      Optional<String> category,
      Optional<String> author,
      @Schema(
              description =
                  "ISO-8601 or milliseconds since 1970; null if nobody knows; now, or as it was, if"
                      + " missing")
          Optional<Object> created,
      @Schema(description = "Whether it may be shown; true if missing")
          Optional<Boolean> available) {}

  /** An item that the path names. */
  record Addressed(
      @Schema(description = "Its content type", example = "blog-post") String type,
      @Schema(example = "A dense rye") Optional<String> title,
      @Schema(description = "At most 64") Optional<List<String>> tags,
      Optional<String> category,
      Optional<String> author,
      @Schema(
              description =
                  "ISO-8601 or milliseconds since 1970; null if nobody knows; now, or as it was, if"
                      + " missing")
          Optional<Object> created,
      @Schema(description = "Whether it may be shown; true if missing")
          Optional<Boolean> available) {}
}
