package freshet.http.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** What {@link BatchAnswer} writes, as callers need to know it. */
public record BatchOutcome(
    int accepted,
    int rejected,
    @Schema(description = "Every rejected element, and each of which there is more to say")
        List<Line> results,
    @Schema(description = "Of interactions: where the last of them lies, to be waited for")
        Optional<String> position) {

  /** One element of the body. */
  public record Line(
      @Schema(description = "Its place in the body, from 0") int index,
      Optional<String> eventId,
      Optional<String> item,
      @Schema(description = "accepted or rejected") String status,
      @Schema(description = "The field to blame") Optional<String> field,
      Optional<String> reason) {}
}
