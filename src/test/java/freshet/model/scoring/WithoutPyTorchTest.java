package freshet.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.InteractionType;
import freshet.event.ItemId;
import freshet.model.artifact.Artifact;
import freshet.recommend.CandidateSource;
import freshet.recommend.CandidateSource.Question;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import freshet.recommend.memory.InMemoryCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars of DJL and PyTorch may be taken away. */
class WithoutPyTorchTest {
  @TempDir private Path folder;

  /** Loads Freshet's classes anew, and finds none of DJL's. */
  private static final class NoDjl extends ClassLoader {
    NoDjl() {
      super(WithoutPyTorchTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("ai.djl.")) {
        throw new ClassNotFoundException(name + " was taken away on purpose");
      }
      if (!name.startsWith("freshet.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** What is done without DJL: asks the source, then opens a model. */
  public static final class Attempt implements Callable<String> {
    private final Path file;

    public Attempt(String file) {
      this.file = Path.of(file);
    }

    @Override
    public String call() {
      Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
      LiveModel live = new LiveModel(new InMemoryCatalogue(), Runnable::run);
      CandidateSource source =
          new GuardedSource(
              new ModelSource(live, 10, clock),
              new BreakerSettings(Duration.ofMillis(20), 10, 0.5, Duration.ofSeconds(1)),
              clock);
      UserHistory history =
          new UserHistory(
              List.of(
                  new Touch(
                      new ItemId("a"),
                      InteractionType.speaksFor("view", 1),
                      Instant.EPOCH,
                      OptionalDouble.empty())),
              List.of(),
              List.of());
      if (source.opinion(new Question(history, Optional.empty())) != CandidateSource.NONE) {
        throw new AssertionError("there is a model");
      }
      live.serve(ServingModel.open(Artifact.open(file)));
      return "served";
    }
  }

  @Test
  void nothing_but_opening_a_model_needs_it_and_that_says_what_is_missing() throws Exception {
    Artifact artifact = TinyModels.network(folder, "1", List.of("a"), List.of(), 1);
    Class<?> attempt = new NoDjl().loadClass(Attempt.class.getName());
    Object it = attempt.getConstructor(String.class).newInstance(artifact.file().toString());

    assertThat(attempt).isNotSameAs(Attempt.class);
    assertThatThrownBy(() -> attempt.getMethod("call").invoke(it))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .hasMessageStartingWith(
            "PyTorch is not on the class path; put the jars of ai.djl and pytorch there");
  }
}
