package freshet.http.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Knows how the layers, the stream and the state behind recommendations do. */
@FunctionalInterface
public interface RecommendationHealth {
  /**
   * What can be said at one moment, of this instance.
   *
   * @param status {@code well}, or {@code degraded} if a layer is left alone or fails, or the
   *     stream does not run
   * @param since when this instance began to count
   * @param layers best first
   * @param slates for users
   */
  record State(String status, Instant since, List<Layer> layers, Slates slates, Stream stream) {
    public State {
      layers = List.copyOf(layers);
    }
  }

  /**
   * One layer; counts are since the start, latency is of the latest two minutes.
   *
   * @param state {@code closed}, {@code open (why)} or {@code half open (why)} behind a circuit
   *     breaker; {@code answering} or {@code failing} without one
   * @param calls how often it was asked
   * @param silences how often it had nothing to say
   * @param failures how often it failed
   * @param fallbacks how often the others answered without it although it should have spoken
   * @param latencyMillis of an opinion
   * @param model that speaks, for the model layer
   * @param lastErrors the latest first, ten at most
   */
  record Layer(
      String layer,
      String state,
      long calls,
      long silences,
      long failures,
      long fallbacks,
      Latency latencyMillis,
      Optional<Model> model,
      List<LayerError> lastErrors) {
    public Layer {
      lastErrors = List.copyOf(lastErrors);
    }
  }

  /** How long something took of late, milliseconds; zeros if it was not done. */
  record Latency(double p50, double p90, double p99, double max) {}

  /**
   * The model that answers here.
   *
   * @param version of it; empty if there is none
   * @param ageSeconds since its training began
   * @param status in a sentence
   */
  record Model(Optional<String> version, OptionalLong ageSeconds, String status) {}

  /** An error, and when and how often it was seen in a row. */
  record LayerError(Instant since, Instant latest, String error, long times) {}

  /** What became of the slates for users since the start. */
  record Slates(long answered, long degraded, long empty) {}

  /**
   * What feeds the layers.
   *
   * @param state as Kafka Streams calls it
   * @param behindRecords how many records are yet to be read
   * @param eventToVisibleMillis from the broker's taking an event to its being in the profile
   * @param deadLetters records set aside since the start
   * @param writeFailures records that Kafka did not take since the start
   * @param stores on this instance
   */
  record Stream(
      String state,
      long behindRecords,
      Latency eventToVisibleMillis,
      long deadLetters,
      long writeFailures,
      List<Store> stores) {
    public Stream {
      stores = List.copyOf(stores);
    }
  }

  /**
   * A state store, of this instance's partitions.
   *
   * @param entries about how many
   * @param diskBytes of its files; what is not yet written down is not in it
   */
  record Store(String store, long entries, long diskBytes) {}

  State now();
}
