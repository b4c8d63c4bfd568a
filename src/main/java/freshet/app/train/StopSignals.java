package freshet.app.train;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C and SIGTERM while work can end in order: the first asks it to stop, the second ends the
 * process at once, yet not in the midst of writing what others read.
 *
 * <p>A shutdown hook would do for the first; but the exit code would be the signal's, and the
 * second would have no effect. The JVM's signals are reached by reflection, since no supported
 * module of Java has them; where they are missing, Ctrl-C ends the process at once.
 */
public final class StopSignals implements BooleanSupplier, AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM");
  private static final int KILLED = 130;
  private static final int WRITING_SECONDS = 10;

  private final ReentrantLock writing = new ReentrantLock();
  private final List<AutoCloseable> former = new ArrayList<>();
  private final Runnable first;
  private volatile Runnable last = () -> {};
  private volatile boolean asked;

  private StopSignals(Runnable first) {
    this.first = first;
  }

  /**
   * Listens until it is closed.
   *
   * @param first run when the first signal comes
   */
  public static StopSignals listen(Runnable first) {
    StopSignals signals = new StopSignals(first);
    SIGNALS.forEach(signals::listenTo);
    return signals;
  }

  /** Never asked to stop. */
  public static StopSignals none() {
    return new StopSignals(() -> {});
  }

  /** Whether it was asked to stop. */
  @Override
  public boolean getAsBoolean() {
    return asked;
  }

  /** Runs when the process is ended at once. */
  void atOnce(Runnable action) {
    last = action;
  }

  /** From here to {@link #written} the process is not ended, unless that takes very long. */
  void writing() {
    writing.lock();
  }

  /** Ends what {@link #writing} began. */
  void written() {
    writing.unlock();
  }

  /** Stops listening. */
  @Override
  public void close() {
    for (AutoCloseable one : former) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException("signals cannot be given back", e);
      }
    }
    former.clear();
  }

  private void received() {
    if (!asked) {
      asked = true;
      first.run();
      return;
    }
    try {
      // Whether or not it comes free: a disk that hangs must not keep the process.
      boolean unused = writing.tryLock(WRITING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      last.run();
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private void listenTo(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object mine =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      received();
                      yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "StopSignals";
                  });
      Object one = signal.getConstructor(String.class).newInstance(name);
      var handle = signal.getMethod("handle", signal, handler);
      Object before = handle.invoke(null, one, mine);
      former.add(() -> handle.invoke(null, one, before));
    } catch (ReflectiveOperationException unknownHere) {
      // Of the signal or of the class: then it ends the process, as it would without this.
      if (unknownHere instanceof InvocationTargetException called
          && !(called.getCause() instanceof IllegalArgumentException)) {
        throw new IllegalStateException("signals cannot be listened to", unknownHere);
      }
    }
  }
}
