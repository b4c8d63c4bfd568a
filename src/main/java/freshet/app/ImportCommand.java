package freshet.app;

import freshet.event.UnavailableException;
import freshet.replay.CheckpointFile;
import freshet.replay.HttpSender;
import freshet.replay.ImportReport;
import freshet.replay.LogImport;
import freshet.replay.LogSender;
import freshet.replay.RecordedLog;
import freshet.replay.RejectedImportException;
import freshet.replay.Sender;
import freshet.replay.UnreadableLogException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet import}: sends recorded logs in, in time order, and says what became of them. */
@Command(
    name = "import",
    sortOptions = false,
    description = {
      "Sends interactions and items from files, in time order and at full speed.",
      "",
      "A folder gives its interactions.csv and items.csv (or .tsv, also gzipped as .csv.gz). Without an"
          + " interactions.csv, every CSV or TSV file with the columns of an interaction log is read.",
      "",
      "Interactions: user (or session), item, timestamp (or pos); optional type (default view),"
          + " session, value (seconds of dwell or play). Timestamps are seconds or milliseconds since"
          + " 1970, or ISO-8601; with pos alone, synthetic times keep each user's order.",
      "Items: item, type; optional title, tags or genres (separated by |), category, author, created"
          + " or first_event, available.",
      "",
      "After Ctrl-C the same command goes on where it stopped. Rows that are refused are counted by"
          + " reason.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet import logs/",
      "  freshet import --to http://recommender:7070 shop.tsv.gz items.csv",
      "  freshet import --to kafka logs/",
      "",
      "Exit codes: 0 sent (also if some rows were refused), 1 failed, 2 wrong usage."
    })
public final class ImportCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int STOPPING_SECONDS = 8;
  private static final String KAFKA = "kafka";
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

  private final Function<Settings, ImportPorts> kafka;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR|FILE", arity = "1..*", description = "Folders or files to send.")
  private List<Path> paths;

  @Option(
      names = "--to",
      paramLabel = "URL|kafka",
      defaultValue = "http://localhost:7070",
      description =
          "A running Freshet, or the word kafka for the topics themselves. Default:"
              + " ${DEFAULT-VALUE}")
  private String to;

  @Mixin private ClusterOptions cluster;
  @Mixin private KeyOption key;

  @Option(names = "--restart", description = "Send everything, even if it was sent before.")
  private boolean restart;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  /**
   * Makes the command.
   *
   * @param kafka opens the logs for {@code --to kafka}, given the settings
   */
  ImportCommand(Function<Settings, ImportPorts> kafka) {
    this.kafka = kafka;
  }

  @Override
  public Integer call() {
    try {
      Optional<URI> server = to.equals(KAFKA) ? Optional.empty() : Optional.of(server());
      Settings settings = cluster.settings(Map.of());
      RecordedLog log = RecordedLog.open(paths);
      return server.isPresent() ? toHttp(settings, log, server.get()) : toKafka(settings, log);
    } catch (UnreadableLogException
        | FailedCommandException
        | UnavailableException
        | RejectedImportException
        | UncheckedIOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return FAILED;
    }
  }

  private int toHttp(Settings settings, RecordedLog log, URI server) {
    requireAnswer(server);
    try (HttpSender sender = new HttpSender(server, HttpSender.Options.DEFAULT, key.key())) {
      return send(settings, log, sender);
    }
  }

  private int toKafka(Settings settings, RecordedLog log) {
    try (ImportPorts ports = kafka.apply(settings);
        LogSender sender =
            new LogSender(
                KAFKA + " " + ports.name(),
                ports.admission(),
                ports.interactions(),
                ports.items(),
                Clock.systemUTC())) {
      return send(settings, log, sender);
    }
  }

  private int send(Settings settings, RecordedLog log, Sender sender) {
    CheckpointFile checkpoint =
        CheckpointFile.of(settings.dataDirectory(), log, sender.destination());
    try (Progress progress = Progress.onStandardError()) {
      return stoppable(new LogImport(log, sender, checkpoint, progress));
    }
  }

  /** Runs so that Ctrl-C stops it in order: what is on its way arrives, is counted and reported. */
  private int stoppable(LogImport logImport) {
    CountDownLatch over = new CountDownLatch(1);
    Thread onCtrlC = new Thread(() -> stop(logImport, over), "import-stop");
    Runtime.getRuntime().addShutdownHook(onCtrlC);
    try {
      return print(logImport.run(restart));
    } finally {
      over.countDown();
      forget(onCtrlC);
    }
  }

  private static void stop(LogImport logImport, CountDownLatch over) {
    logImport.stop();
    try {
      if (!over.await(STOPPING_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("No answer while stopping; the next import sends a little of it again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running, or about to; it finds that the import is over.
    }
  }

  private int print(ImportReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.toJson());
    } else {
      out.print(report.toTable());
      out.println();
      out.println(ending(report));
    }
    out.flush();
    boolean nothing = report.interactions().taken() + report.items().taken() == 0;
    boolean tried = report.interactions().read() + report.items().read() > 0;
    return nothing && tried ? FAILED : OK;
  }

  private static String ending(ImportReport report) {
    String after =
        report.resumedAfter() > 0
            ? " (went on after the first %,d)".formatted(report.resumedAfter())
            : "";
    return switch (report.state()) {
      case FINISHED ->
          String.format(
              Locale.ROOT,
              "Sent to %s in %.1f s, %,.0f interactions/s%s.",
              report.destination(),
              report.seconds(),
              report.rate(),
              after);
      case STOPPED ->
          String.format(
              Locale.ROOT,
              "Stopped after %,d interactions%s; the same command goes on from there.",
              report.interactions().read(),
              after);
      case ALREADY_IMPORTED ->
          "Already imported to %s, as above; --restart sends it again."
              .formatted(report.destination());
    };
  }

  /** Retries bridge a restart in the middle; an address where nobody is should be said at once. */
  private static void requireAnswer(URI server) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWERS_WITHIN).build();
    String base = server.toString().replaceAll("/+$", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/health/live")).timeout(ANSWERS_WITHIN).build();
    try {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new FailedCommandException(
          "nothing answers at %s; start one with `freshet serve`, or name another with --to"
              .formatted(server),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedCommandException("interrupted before anything was sent", e);
    }
  }

  private URI server() {
    try {
      URI server = URI.create(to);
      if (("http".equals(server.getScheme()) || "https".equals(server.getScheme()))
          && server.getHost() != null) {
        return server;
      }
    } catch (IllegalArgumentException noUri) {
      throw wrongDestination(noUri);
    }
    throw wrongDestination(null);
  }

  private ParameterException wrongDestination(Throwable cause) {
    return new ParameterException(
        spec.commandLine(),
        "--to is \"%s\"; give an address such as http://localhost:7070, or kafka".formatted(to),
        cause);
  }
}
