package freshet.app;

import freshet.app.report.Report;
import freshet.app.report.ReportPage;
import freshet.evaluate.EvaluatedLog;
import freshet.evaluate.Evaluation;
import freshet.evaluate.Evaluation.Protocol;
import freshet.evaluate.EvaluationListener;
import freshet.evaluate.NewItemEvaluation;
import freshet.evaluate.Quality;
import freshet.event.Interaction;
import freshet.recommend.Layer;
import freshet.recommend.SlateRequest;
import freshet.replay.Refusals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet evaluate}: measures on a log how well the layers foresee what users do next. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures on a log how well each layer, and all together (the ladder), foresee what users touch"
          + " next. It runs the code that serves, without Kafka.",
      "",
      "leave-one-out: each user's last event is the case, everything before is learned.",
      "leave-one-out-validation: the same with the event before the last; for choosing settings.",
      "prequential: test, then learn: every view of an item new to its user is a case.",
      "next-click: every event after the first of a session is a case; items seen before count, and"
          + " cases teach nothing about items.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet evaluate --data logs/ --protocol prequential --report report.html",
      "  freshet evaluate --data ml-1m/ --protocol leave-one-out --min-item-count 5 --out quality.json",
      "  freshet evaluate --data ml-1m/ --protocol leave-one-out --model hidden.pt --new-items",
      "",
      "Exit codes: 0, 1 failed, 2 wrong usage."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      required = true,
      arity = "1..*",
      description = "The log, in the import format.")
  private List<Path> data;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      required = true,
      description = "leave-one-out, leave-one-out-validation, prequential or next-click.")
  private String protocol;

  @Option(
      names = "--k",
      paramLabel = "N",
      defaultValue = "10",
      description = "Length of the slates. Default: ${DEFAULT-VALUE}")
  private int k;

  @Option(
      names = "--min-item-count",
      paramLabel = "N",
      defaultValue = "1",
      description = "Leave items with fewer events out. Default: ${DEFAULT-VALUE}")
  private int minItemCount;

  @ArgGroup(exclusive = true)
  private TestPart testPart = new TestPart();

  /** Where the counted cases begin. */
  static final class TestPart {
    @Option(
        names = "--test-from",
        paramLabel = "SHARE",
        description = "Count cases behind this share of the events, 0 to 1. Default: 0.8")
    private Double share;

    @Option(
        names = "--test-from-timestamp",
        paramLabel = "SECONDS",
        description = "Count cases from this time on, in seconds since 1970.")
    private Long timestamp;
  }

  @Option(
      names = "--test",
      paramLabel = "DIR|FILE",
      description = "A log of its own for the cases of next-click; --data is then learned whole.")
  private Path test;

  @Option(
      names = "--test-until-timestamp",
      paramLabel = "SECONDS",
      description = "Ignore what comes after this time, in seconds since 1970.")
  private Long until;

  @Mixin private ModelOptions model;

  @Option(
      names = "--layers",
      paramLabel = "NAME",
      split = ",",
      description =
          "Show only these: model, collaborative, content, popularity, ladder. Default: all")
  private List<String> layers = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file. Default: freshet.conf, where there is one")
  private Path config;

  @Option(
      names = "--at-least",
      paramLabel = "LAYER.FIGURE=VALUE",
      split = ",",
      description =
          "Fail if a figure (hitRate, ndcg, mrr, coverage) of a layer is below this, such as"
              + " ladder.ndcg=0.3.")
  private Map<String, Double> atLeast = Map.of();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Path out;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a page with plots: over time, by history of the user, by age of the item. One HTML"
              + " file that needs no network.")
  private Path page;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      return evaluate();
    } catch (OutOfMemoryError e) {
      throw new FailedCommandException(
          "the log needs more memory than the %,d MB there are; give more, such as FRESHET_JAVA_OPTS=-Xmx8g"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
  }

  private int evaluate() {
    Settings settings =
        Settings.load(
            Optional.ofNullable(config),
            System.getenv(),
            ClusterOptions.systemProperties(),
            Map.of());
    Protocol chosen = protocol();
    requireKnown();
    QualityGate gate = gate();
    // What cannot be written is said now, not after the replay.
    Optional<OutputFile> figures =
        Optional.ofNullable(out).map(file -> OutputFile.at("--out", file));
    Optional<OutputFile> report =
        Optional.ofNullable(page).map(file -> OutputFile.at("--report", file));

    Refusals refused = new Refusals();
    LogReading reading = new LogReading(settings.interactionTypes(), refused);
    EvaluatedLog log = reading.read(data);
    if (log.interactions().isEmpty()) {
      throw new FailedCommandException(
          "there is no interaction to evaluate on; all were refused: " + refused.toList(), null);
    }
    EvaluatedLog evaluated = log.withoutRareItems(minItemCount);
    if (evaluated.interactions().isEmpty()) {
      throw new FailedCommandException(
          "no item has %d interactions; give a smaller --min-item-count".formatted(minItemCount),
          null);
    }
    List<Interaction> cases = test == null ? List.of() : reading.read(List.of(test)).interactions();
    Evaluation.Plan plan =
        new Evaluation.Plan(
            chosen, k, from(evaluated), until == null ? Instant.MAX : Instant.ofEpochSecond(until));
    if (model.newItems()) {
      return newItems(settings, evaluated, cases, plan, figures, refused);
    }
    Evaluation.Result result = shown(run(settings, evaluated, cases, plan));

    figures.ifPresent(file -> file.write(QualityJson.write(protocol, k, result) + "\n"));
    report.ifPresent(
        file -> file.write(ReportPage.of(report(evaluated, cases, plan, result, refused))));
    if (json) {
      print(QualityJson.write(protocol, k, result));
    } else {
      QualityTable.print(protocol, k, result, refused.toList(), spec.commandLine().getOut());
    }
    gate.check(result.layers());
    return 0;
  }

  private void print(String line) {
    PrintWriter printed = spec.commandLine().getOut();
    printed.println(line);
    printed.flush();
  }

  private int newItems(
      Settings settings,
      EvaluatedLog log,
      List<Interaction> cases,
      Evaluation.Plan plan,
      Optional<OutputFile> figures,
      Refusals refused) {
    NewItemEvaluation.Result result =
        model.evaluateFile(
            one ->
                watched(
                    new NewItemEvaluation(log, cases, plan, settings.replay(), one, one.learned())
                        ::run));
    if (result.cases() == 0) {
      throw new FailedCommandException(
          "no case turns to an item that the model has not learned; train one with --hide-items 0.1",
          null);
    }
    figures.ifPresent(file -> file.write(QualityJson.write(protocol, k, result) + "\n"));
    if (json) {
      print(QualityJson.write(protocol, k, result));
    } else {
      QualityTable.print(protocol, k, result, refused.toList(), spec.commandLine().getOut());
    }
    return 0;
  }

  private Evaluation.Result run(
      Settings settings, EvaluatedLog log, List<Interaction> cases, Evaluation.Plan plan) {
    return model.evaluate(
        settings,
        log,
        plan.from(),
        first -> watched(new Evaluation(log, cases, plan, settings.replay(), first)::run));
  }

  private static <R> R watched(Function<EvaluationListener, R> evaluation) {
    try (Progress progress = Progress.onStandardError()) {
      return evaluation.apply(
          new EvaluationListener() {
            @Override
            public void begin(String work, String unit, long total) {
              progress.begin(work, unit, total, 0);
            }

            @Override
            public void reached(long count) {
              progress.reached(count);
            }
          });
    }
  }

  private Report report(
      EvaluatedLog log,
      List<Interaction> cases,
      Evaluation.Plan plan,
      Evaluation.Result result,
      Refusals refused) {
    EvaluationFacts facts = new EvaluationFacts(log, cases, plan, result);
    List<Path> files = new ArrayList<>(data);
    Optional.ofNullable(test).ifPresent(files::add);
    return new Report(
        facts.title(data, protocol),
        k,
        result,
        facts.list(files, minItemCount, refused.toList()),
        ChangedSettings.among(
            SettingSources.effective(
                Optional.ofNullable(config),
                System.getenv(),
                ClusterOptions.systemProperties(),
                Map.of()),
            SettingSources.reference()),
        CommandText.of("./freshet", spec.commandLine().getParseResult().originalArgs()));
  }

  private QualityGate gate() {
    try {
      return new QualityGate(atLeast);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void requireKnown() {
    if (k < 1 || k > SlateRequest.MAX_K) {
      throw new ParameterException(
          spec.commandLine(), "--k is %d; give 1 to %d".formatted(k, SlateRequest.MAX_K));
    }
    model.check(protocol);
    if (model.newItems() && (!layers.isEmpty() || !atLeast.isEmpty() || page != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--new-items ranks with the model alone; leave --layers, --at-least and --report out");
    }
    List<String> known = QualityGate.layers();
    if (layers.contains(Layer.MODEL.label()) && !model.given()) {
      throw new ParameterException(
          spec.commandLine(), "--layers names \"model\" and there is none; give --model FILE");
    }
    for (String layer : layers) {
      if (!known.contains(layer)) {
        throw new ParameterException(
            spec.commandLine(),
            "--layers names \"%s\"; give some of %s".formatted(layer, String.join(", ", known)));
      }
    }
  }

  private Protocol protocol() {
    try {
      return Protocol.valueOf(protocol.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--protocol is \"%s\"; give leave-one-out, leave-one-out-validation, prequential or next-click"
              .formatted(protocol),
          e);
    }
  }

  private Instant from(EvaluatedLog log) {
    if (testPart.timestamp != null) {
      return Instant.ofEpochSecond(testPart.timestamp);
    }
    double share = testPart.share == null ? 0.8 : testPart.share;
    if (!(share >= 0 && share <= 1)) {
      throw new ParameterException(spec.commandLine(), "--test-from is " + share + "; give 0 to 1");
    }
    int first = Math.min(log.interactions().size() - 1, (int) (share * log.interactions().size()));
    return log.interactions().get(first).time();
  }

  private Evaluation.Result shown(Evaluation.Result result) {
    if (layers.isEmpty()) {
      return result;
    }
    Map<String, Quality> shown = new LinkedHashMap<>(result.layers());
    shown.keySet().retainAll(layers);
    return new Evaluation.Result(result.cases(), result.items(), shown, result.slices());
  }
}
