package freshet.http.slate;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.OptionalInt;

/** The fields that {@link PostRanking} reads, as callers need to know them. */
record RankingBody(
    @Schema(description = "Ids of your own items, at most 1,000") List<String> items,
    @Schema(description = "How long the answer is to be at least, 0 to 200") OptionalInt fill) {}
