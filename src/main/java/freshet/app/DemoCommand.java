package freshet.app;

import freshet.simulate.Happening;
import freshet.simulate.Happening.Interacted;
import freshet.simulate.Happening.ItemBorn;
import freshet.simulate.Pace;
import freshet.simulate.World;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet demo}: runs the server and plays a generated audience against it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Freshet and plays a generated audience against it until Ctrl-C: blog posts, community posts"
          + " and games, readers with tastes, items that are born and age.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet demo",
      "  freshet demo --port 8080 --rate 200 --seed 7",
      "",
      "Exit codes: 0 told to stop, 1 failed, 2 wrong usage."
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final int BACKLOG = 20_000;
  private static final int SLATE = 10;
  private static final int VISITS_PER_SECOND = 10;
  private static final Duration TICK = Duration.ofMillis(100);

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions options;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same world. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Events per second, once the backlog is in. Default: ${DEFAULT-VALUE}")
  private int rate;

  @Override
  public Integer call() throws InterruptedException {
    if (rate < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rate is %d; give at least 1".formatted(rate));
    }
    Clock clock = Clock.systemUTC();
    Settings settings = options.settings();
    Application application = Application.start(settings, clock);
    Shutdown shutdown = Shutdown.of(application, settings.shutdownLimit());
    PrintWriter out = spec.commandLine().getOut();
    awaitReady(application, shutdown);
    World world = new World(new SplittableRandom(seed), clock.instant(), World.Size.DEFAULT);
    DemoClient client = new DemoClient("http://localhost:" + application.port());
    try (Progress progress = Progress.onStandardError()) {
      tellThePast(world, client, progress);
      Greeting.print(out, application, world.readers().get(0));
      play(world, client, progress, shutdown, clock);
    } catch (FailedCommandException e) {
      if (!shutdown.isTold()) {
        throw e;
      }
    }
    return 0;
  }

  private static void awaitReady(Application application, Shutdown shutdown)
      throws InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!application.isReady() && !shutdown.isTold()) {
      if (System.nanoTime() > deadline) {
        throw new FailedCommandException(
            "the stream was not ready within %d s; see what is logged above, or try an empty --data-dir"
                .formatted(READY_WITHIN.toSeconds()),
            null);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** What happened before anybody looked, so that there is something to recommend. */
  private static void tellThePast(World world, DemoClient client, Progress progress)
      throws InterruptedException {
    client.items(world.items());
    List<Interacted> backlog = world.backlog(BACKLOG);
    progress.begin("Telling the past", "events", backlog.size(), 0);
    int step = 2_000;
    for (int from = 0; from < backlog.size(); from += step) {
      int to = Math.min(backlog.size(), from + step);
      client.interactions(backlog.subList(from, to));
      progress.reached(to);
    }
    progress.end();
  }

  private void play(
      World world, DemoClient client, Progress progress, Shutdown shutdown, Clock clock)
      throws InterruptedException {
    Iterator<Happening> live = world.live(new Pace(rate, Duration.ofSeconds(20)));
    SplittableRandom visitors = new SplittableRandom(seed);
    // What a reader does with an item comes after they have looked at it: later than now.
    PriorityQueue<Interacted> toCome = new PriorityQueue<>(Comparator.comparing(Interacted::time));
    Happening next = live.next();
    long count = 0;
    progress.begin("Playing", "events", 0, 0);
    while (!shutdown.isTold()) {
      Instant now = clock.instant();
      List<Interacted> events = new ArrayList<>();
      while (!next.time().isAfter(now)) {
        if (next instanceof ItemBorn born) {
          client.items(List.of(born.item()));
        } else {
          events.add((Interacted) next);
        }
        next = live.next();
      }
      int visits = (int) (VISITS_PER_SECOND * TICK.toMillis() / 1000);
      for (int i = 0; i < visits; i++) {
        // Active readers come more often: the square of a uniform number leans to the first.
        double lot = visitors.nextDouble();
        String user = world.readers().get((int) (lot * lot * world.readers().size()));
        DemoClient.Shown shown = client.slate(user, SLATE);
        world
            .react(user, shown.items(), now)
            .forEach(reaction -> toCome.add(reaction.answering(shown.slate())));
      }
      while (!toCome.isEmpty() && !toCome.peek().time().isAfter(now)) {
        events.add(toCome.poll());
      }
      client.interactions(events);
      count += events.size();
      progress.reached(count);
      TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
    }
    progress.end();
  }
}
