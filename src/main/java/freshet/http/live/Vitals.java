package freshet.http.live;

import freshet.http.model.Models;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one instance does at one moment; what nobody knows is absent.
 *
 * @param parts name of each part with a sentence on its state
 * @param topics records per second by topic, as this instance's own clients count them
 */
public record Vitals(
    Instant time,
    @Schema(description = "Whether this instance can answer well") boolean ready,
    @Schema(description = "Name of each part, with a sentence on its state")
        Map<String, String> parts,
    Events events,
    @Schema(description = "Records per second, by topic, as this instance's clients count them")
        Map<String, TopicRate> topics,
    Slates slates,
    Optional<Visible> visible,
    Optional<Model> model,
    @Schema(description = "Some users who did something lately") List<String> users) {

  /** Interactions that are counted. */
  public record Events(
      @Schema(description = "Interactions counted per second; absent until it is known")
          OptionalDouble perSecond,
      @Schema(description = "Records the stream has yet to read") long behind) {}

  /** Records of one topic. */
  public record TopicRate(OptionalDouble read, OptionalDouble written) {}

  /** Slates that are answered. */
  public record Slates(
      @Schema(description = "Slates answered per second; absent until it is known")
          OptionalDouble perSecond,
      @Schema(description = "Items answered per second, by the layer that spoke loudest")
          Map<String, Double> layers) {}

  /** From accepting an event to an answer that contains its effect, in seconds. */
  public record Visible(double p50, double p99) {}

  /** The model, and one that is being trained. */
  public record Model(
      Optional<String> live,
      Optional<String> active,
      String status,
      String breaker,
      Optional<Models.Training> training) {

    /** What is known of the models at one moment. */
    public static Model of(Models.Overview overview) {
      return new Model(
          overview.live(),
          overview.active(),
          overview.status(),
          overview.breaker(),
          overview.training());
    }
  }
}
