package freshet.http.slate;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fields that {@link HistoryBody} reads, as callers need to know them. */
record HistoryOutline(
    @Schema(description = "What they did, in that order, at most 1,000 interactions")
        Optional<List<Touched>> history) {

  /** One thing they did. */
  record Touched(
      @Schema(description = "Which item", example = "rye") String item,
      @Schema(description = "What; a view if missing", example = "like") Optional<String> type,
      @Schema(description = "ISO-8601 or milliseconds since 1970 as a number; now if missing")
          Optional<Object> time,
      @Schema(description = "Dwell or play time") OptionalDouble seconds) {}
}
