package freshet.model.scoring;

import freshet.model.UnusableModelException;
import freshet.recommend.CandidateSource;
import freshet.recommend.Layer;
import freshet.recommend.RestingLayerException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A source behind a circuit breaker (Nygard 2007): one that fails or is slow is left alone for a
 * while, so that the other layers answer at once, and is then tried again by a few requests.
 *
 * <p>What is bounded is how often a request meets a failure, not how long a single one takes:
 * native code cannot be interrupted. A request that meets a slow model waits for it. There are as
 * many of those as the window is long, besides those that were under way when the breaker opened;
 * after that {@value #PROBES} for each rest, as long as the model stays slow.
 */
public final class GuardedSource implements CandidateSource {
  private static final int PROBES = 3;

  private final CandidateSource source;
  private final BreakerSettings settings;
  private final CircuitBreaker breaker;
  private final LongSupplier nanoTime;
  private final AtomicReference<String> lastFailure = new AtomicReference<>("");

  /**
   * A source behind a breaker.
   *
   * @param clock tells when a rest is over
   */
  public GuardedSource(CandidateSource source, BreakerSettings settings, Clock clock) {
    this(source, settings, clock, System::nanoTime);
  }

  GuardedSource(
      CandidateSource source, BreakerSettings settings, Clock clock, LongSupplier nanoTime) {
    this.source = source;
    this.settings = settings;
    this.nanoTime = nanoTime;
    float percent = (float) (100 * settings.share());
    this.breaker =
        CircuitBreaker.of(
            source.layer().label(),
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.window())
                .failureRateThreshold(percent)
                .slowCallRateThreshold(percent)
                .slowCallDurationThreshold(settings.budget())
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .waitDurationInOpenState(settings.rest())
                .clock(clock)
                .build());
  }

  @Override
  public Layer layer() {
    return source.layer();
  }

  /**
   * {@inheritDoc}
   *
   * @throws RestingLayerException at once, while the source is left alone
   * @throws UnusableModelException if classes or native code of the source are missing
   */
  @Override
  public Opinion opinion(Question question) {
    if (!breaker.tryAcquirePermission()) {
      throw new RestingLayerException(
          "the %s layer is left alone for a while: %s".formatted(layer().label(), lastFailure));
    }
    long start = nanoTime.getAsLong();
    try {
      Opinion opinion = source.opinion(question);
      if (opinion == NONE) {
        // The model was not asked: newcomers must not hide that it fails for all others.
        breaker.releasePermission();
        return opinion;
      }
      long took = nanoTime.getAsLong() - start;
      if (took >= settings.budget().toNanos()) {
        lastFailure.set(
            "an answer took %d ms, and its budget is %d ms"
                .formatted(TimeUnit.NANOSECONDS.toMillis(took), settings.budget().toMillis()));
      }
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      return opinion;
    } catch (RuntimeException e) {
      throw failed(e, start);
    } catch (LinkageError e) {
      throw failed(
          UnusableModelException.because(
              "classes or native code that the %s layer needs are missing"
                  .formatted(layer().label()),
              e),
          start);
    } catch (Error e) {
      // Nobody here can help; but the place of a probe must be free for the next.
      breaker.onError(nanoTime.getAsLong() - start, TimeUnit.NANOSECONDS, e);
      throw e;
    }
  }

  private RuntimeException failed(RuntimeException error, long start) {
    String message = error.getMessage();
    lastFailure.set(message == null ? error.getClass().getSimpleName() : message);
    breaker.onError(nanoTime.getAsLong() - start, TimeUnit.NANOSECONDS, error);
    return error;
  }

  /** Forgets how the source did: it is another one now, and is asked at once. */
  public void renew() {
    breaker.reset();
  }

  /** Why the source is not asked now, or only tried; empty if all is well. */
  public Optional<String> trouble() {
    return breaker.getState() == State.CLOSED ? Optional.empty() : Optional.of(lastFailure.get());
  }

  /** The state for an operator: {@code closed}, {@code open (why)} or {@code half open (why)}. */
  public String state() {
    String name = breaker.getState().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return trouble().map(why -> "%s (%s)".formatted(name, why)).orElse(name);
  }
}
