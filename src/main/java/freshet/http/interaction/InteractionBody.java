package freshet.http.interaction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fields that {@link InteractionReader} reads, as callers need to know them. */
record InteractionBody(
    @Schema(description = "Who; a visitor of the session if missing", example = "mia")
        Optional<String> user,
    @Schema(description = "Which item", example = "rye") String item,
    @Schema(description = "What: one of the interaction types of the settings", example = "view")
        String type,
    @Schema(description = "The same id twice is the same event sent twice; made here if missing")
        Optional<String> eventId,
    @Schema(
            description =
                "Event time, ISO-8601 or milliseconds since 1970 as a number; now if missing")
        Optional<Object> time,
    @Schema(description = "The visit it belongs to") Optional<String> session,
    @Schema(description = "Dwell or play time, 0 to 31,536,000") OptionalDouble seconds,
    @Schema(description = "The slate it answers") Optional<String> slate) {}
