package freshet.http.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How this server writes and reads JSON: UTF-8, times as ISO-8601, nothing written for what is
 * absent, and bounds on what a body may make the reader do.
 */
public final class Json {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_STRING = 65_536;
  private static final int MAX_NAME = 1_024;
  private static final int MAX_NUMBER = 64;
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Field names come from strangers: interning them would fill the JVM's string table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING)
                  .maxNameLength(MAX_NAME)
                  .maxNumberLength(MAX_NUMBER)
                  .build())
          .build();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /** Makes parsers that refuse deep nesting and huge strings, names and numbers. */
  public static JsonFactory factory() {
    return FACTORY;
  }

  /** A value as UTF-8 JSON. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  /** Answers a request with a value. */
  public static void answer(Context ctx, int status, Object value) {
    ctx.status(status).contentType("application/json").result(bytes(value));
  }

  /** A number with six significant digits, enough to compare scores by. */
  public static double rounded(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).round(SIX_DIGITS).doubleValue()
        : value;
  }
}
