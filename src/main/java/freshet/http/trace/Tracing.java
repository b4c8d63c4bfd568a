package freshet.http.trace;

import freshet.http.exchange.Endpoint;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * Gives each request a name, its own ({@code X-Request-Id}) if that is fit for a log and a new one
 * if not, and answers with it. What is logged while it is answered carries the name and, if the
 * request belongs to a trace, that trace's; what is sent on belongs to the same trace.
 */
public final class Tracing implements Endpoint {
  /** Header of requests and answers. */
  public static final String HEADER = "X-Request-Id";

  private static final String REQUEST = "request_id";
  private static final String TRACE = "trace_id";
  private static final String SPAN = "span_id";
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");
  private static final ThreadLocal<TraceParent> CURRENT = new ThreadLocal<>();

  /** A start and a number: as unlike others as a UUID, and made a hundred times as quickly. */
  private final String start = UUID.randomUUID().toString().substring(0, 13);

  private final AtomicLong requests = new AtomicLong();

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::name);
  }

  private void name(Context ctx) {
    String given = ctx.header(HEADER);
    String name =
        given != null && FIT.matcher(given).matches()
            ? given
            : start + "-" + requests.incrementAndGet();
    ctx.header(HEADER, name);
    MDC.put(REQUEST, name);
    Optional<TraceParent> trace =
        TraceParent.of(ctx.header("traceparent"), ctx.header("tracestate"));
    if (trace.isPresent()) {
      CURRENT.set(trace.get());
      MDC.put(TRACE, trace.get().traceId());
      MDC.put(SPAN, trace.get().spanId());
    }
  }

  /** The trace of the request that this thread answers; to be sent on with what it causes. */
  public static Optional<TraceParent> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Forgets the request; the thread goes on to another. */
  public static void end() {
    CURRENT.remove();
    MDC.clear();
  }
}
