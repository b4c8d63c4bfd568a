package freshet.http.slate;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The fields that {@link PostRecommendationsBatch} reads, as callers need to know them. */
record BatchLine(
    @Schema(description = "For whom", example = "mia") Optional<String> user,
    @Schema(description = "Instead of the user: for a visitor of a session")
        Optional<String> session,
    @Schema(description = "How many items, 1 to 200; 10 if missing") OptionalInt k,
    @Schema(description = "Only this content type") Optional<String> type,
    @Schema(description = "Items not to show") Optional<List<String>> exclude) {}
