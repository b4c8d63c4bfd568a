package freshet.mixture;

import freshet.avro.MixtureRecord;
import freshet.stream.Topic;
import freshet.stream.Views;
import org.apache.kafka.streams.StreamsBuilder;

/**
 * On every instance: what all have learned about the blend.
 *
 * @param mixtures where it is published
 */
public record MixturePart(Topic<String, MixtureRecord> mixtures) {

  /** Name of the view. */
  public static final String LEARNED = "mixture-learned";

  /** Feeds the view. */
  public void addTo(StreamsBuilder builder, MixtureView view, Views.Poison poison) {
    Views.addInMemory(builder, LEARNED, mixtures, view, poison);
  }
}
