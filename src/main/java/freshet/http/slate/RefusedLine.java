package freshet.http.slate;

import freshet.http.batch.Batch;
import freshet.http.batch.Rejection;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** What stands in the place of a slate where a line made no sense. */
record RefusedLine(
    @Schema(description = "Its place in the body, from 0") int index,
    @Schema(description = "400 if it cannot be read, 422 if it breaks a rule") int status,
    @Schema(description = "The field to blame") Optional<String> field,
    String reason) {

  static RefusedLine of(Batch.Bad bad) {
    Rejection rejection = bad.rejection();
    return new RefusedLine(bad.index(), rejection.status(), rejection.field(), rejection.reason());
  }
}
