package freshet.http.trace;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.MDC;

/** What a thread says of its request in the log, for another thread that goes on with it. */
public final class LogContext {
  private final Map<String, String> context;

  private LogContext(Map<String, String> context) {
    this.context = context;
  }

  /** That of this thread. */
  public static LogContext current() {
    return new LogContext(MDC.getCopyOfContextMap());
  }

  /** The same work, done under this context. */
  public <T> Consumer<T> around(Consumer<T> work) {
    Function<T, Void> same =
        aroundFunction(
            value -> {
              work.accept(value);
              return null;
            });
    return same::apply;
  }

  /** The same work, done under this context. */
  public <T, R> Function<T, R> aroundFunction(Function<T, R> work) {
    return value -> {
      Map<String, String> before = MDC.getCopyOfContextMap();
      set(context);
      try {
        return work.apply(value);
      } finally {
        set(before);
      }
    };
  }

  private static void set(Map<String, String> values) {
    if (values == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(values);
    }
  }
}
