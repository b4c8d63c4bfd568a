package freshet.app;

import freshet.engagement.KafkaSlateLog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/** Which slates for users were noted. */
final class SlateMeters {
  private SlateMeters() {}

  /** Lets it be measured which slates were noted. */
  static void measure(MeterRegistry meters, KafkaSlateLog slates) {
    FunctionCounter.builder("freshet.slates.noted", slates, KafkaSlateLog::noted)
        .description("Slates for users that were written to their topic")
        .register(meters);
    FunctionCounter.builder("freshet.slates.left.out", slates, KafkaSlateLog::leftOut)
        .description("Slates for users that were not, for want of room or of Kafka")
        .register(meters);
  }
}
