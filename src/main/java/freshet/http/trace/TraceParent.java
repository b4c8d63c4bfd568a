package freshet.http.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that a request belongs to (W3C Trace Context): passed on as it came, since Freshet
 * makes no spans of its own.
 *
 * @param header value of {@code traceparent}
 * @param traceId 32 hexadecimal digits
 * @param spanId of the caller's span, 16 hexadecimal digits
 * @param state value of {@code tracestate}
 */
public record TraceParent(String header, String traceId, String spanId, Optional<String> state) {
  private static final Pattern HEADER =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-[ -~]{0,200})?");
  private static final Pattern STATE = Pattern.compile("[ -~]{1,512}");

  /** Reads the two headers; empty if there is no trace, or one that breaks the standard's rules. */
  static Optional<TraceParent> of(String traceparent, String tracestate) {
    if (traceparent == null) {
      return Optional.empty();
    }
    Matcher matcher = HEADER.matcher(traceparent);
    boolean sound =
        matcher.matches()
            // Only a version to come may say more.
            && (matcher.group(3) == null || !traceparent.startsWith("00"))
            && !isZero(matcher.group(1))
            && !isZero(matcher.group(2));
    if (!sound) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceParent(
            traceparent,
            matcher.group(1),
            matcher.group(2),
            Optional.ofNullable(tracestate).filter(state -> STATE.matcher(state).matches())));
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }
}
