package freshet.app.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.model.release.TrainingProgress;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What {@code freshet train --progress json} says of its progress, one object per line. */
final class ProgressJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProgressJson() {}

  /** What a line says; empty if it says nothing of progress. */
  static Optional<TrainingProgress> read(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode said = JSON.readTree(line);
      if (!said.path("phase").isTextual()) {
        return Optional.empty();
      }
      return Optional.of(
          new TrainingProgress(
              said.path("phase").asText(),
              said.path("epoch").asInt(),
              said.path("epochs").asInt(),
              Math.min(1, Math.max(0, said.path("share").asDouble())),
              number(said.path("loss")),
              number(said.path("ndcg")),
              said.path("secondsLeft").isNumber()
                  ? OptionalLong.of(said.path("secondsLeft").asLong())
                  : OptionalLong.empty(),
              Optional.of(said.path("message").asText()).filter(text -> !text.isEmpty())));
    } catch (JsonProcessingException notProgress) {
      return Optional.empty();
    }
  }

  private static OptionalDouble number(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.asDouble())
        ? OptionalDouble.of(value.asDouble())
        : OptionalDouble.empty();
  }
}
