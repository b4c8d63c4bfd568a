package freshet.observe;

import freshet.recommend.Layer;
import java.util.List;

/**
 * What one layer has done since the start, but for its latency, which is of late.
 *
 * @param state {@code closed}, {@code open (why)} or {@code half open (why)} behind a breaker;
 *     {@code answering} or {@code failing} without one
 * @param calls how often it was asked
 * @param silences how often it had nothing to say, as of a user nobody knows
 * @param failures how often it failed, while it was asked or while its opinion was read
 * @param fallbacks how often the layers below answered without it although it should have spoken:
 *     it failed, or was left alone because it had failed before
 * @param latency of forming an opinion
 * @param errors the latest first
 */
public record LayerFigures(
    Layer layer,
    String state,
    long calls,
    long silences,
    long failures,
    long fallbacks,
    Latency latency,
    List<LayerError> errors) {
  public LayerFigures {
    errors = List.copyOf(errors);
  }
}
