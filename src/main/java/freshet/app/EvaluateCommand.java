package freshet.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import freshet.evaluate.EvaluatedLog;
import freshet.evaluate.Evaluation;
import freshet.evaluate.Evaluation.Protocol;
import freshet.evaluate.Quality;
import freshet.event.Interaction;
import freshet.recommend.Layer;
import freshet.recommend.SlateRequest;
import freshet.replay.Refusals;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
      "  freshet evaluate --data logs/ --protocol prequential --test-from 0.8",
      "  freshet evaluate --data ml-1m/ --protocol leave-one-out --min-item-count 5 --out quality.json",
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

  @Option(
      names = "--layers",
      paramLabel = "NAME",
      split = ",",
      description = "Show only these: collaborative, content, popularity, ladder. Default: all")
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

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Settings settings =
        Settings.load(
            Optional.ofNullable(config),
            System.getenv(),
            ClusterOptions.systemProperties(),
            Map.of());
    Protocol chosen = protocol();
    requireKnown();
    Refusals refused = new Refusals();
    EvaluatedLog log = LogReading.read(data, settings.interactionTypes(), refused);
    if (log.interactions().isEmpty()) {
      throw new FailedCommandException(
          "there is no interaction to evaluate on; all were refused: " + refused.toList(), null);
    }
    EvaluatedLog evaluated = log.withoutRareItems(minItemCount);
    List<Interaction> cases =
        test == null
            ? List.of()
            : LogReading.read(List.of(test), settings.interactionTypes(), refused).interactions();
    Evaluation.Result result =
        new Evaluation(
                evaluated,
                cases,
                new Evaluation.Plan(
                    chosen,
                    k,
                    from(evaluated),
                    until == null ? Instant.MAX : Instant.ofEpochSecond(until)),
                settings.profile(),
                settings.cooccurrence(),
                settings.popularity(),
                settings.recommend())
            .run();
    report(result, refused);
    atLeast.forEach((figure, least) -> require(figure, least, result));
    return 0;
  }

  private void require(String figure, double least, Evaluation.Result result) {
    int dot = figure.indexOf('.');
    Quality quality = dot < 0 ? null : result.layers().get(figure.substring(0, dot));
    double reached =
        switch (quality == null ? "" : figure.substring(dot + 1)) {
          case "hitRate" -> quality.hitRate();
          case "ndcg" -> quality.ndcg();
          case "mrr" -> quality.mrr();
          case "coverage" -> quality.coverage();
          default ->
              throw new ParameterException(
                  spec.commandLine(),
                  "--at-least names \"%s\"; give a layer and a figure, such as ladder.ndcg=0.3"
                      .formatted(figure));
        };
    if (reached < least) {
      throw new FailedCommandException(
          String.format(
              Locale.ROOT, "%s is %.4f, below the %.4f that is wanted", figure, reached, least),
          null);
    }
  }

  private void requireKnown() {
    if (k < 1 || k > SlateRequest.MAX_K) {
      throw new ParameterException(
          spec.commandLine(), "--k is %d; give 1 to %d".formatted(k, SlateRequest.MAX_K));
    }
    List<String> known = new ArrayList<>();
    for (Layer layer : Layer.values()) {
      known.add(layer.label());
    }
    known.add(Evaluation.LADDER);
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

  private void report(Evaluation.Result result, Refusals refused) {
    Map<String, Object> figures = figures(result);
    PrintWriter printed = spec.commandLine().getOut();
    if (out != null) {
      try {
        Files.writeString(out, write(figures) + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (json) {
      printed.println(write(figures));
    } else {
      refused
          .toList()
          .forEach(
              one -> printed.printf(Locale.ROOT, "left out %,d: %s%n", one.count(), one.reason()));
      printed.printf(
          "%s, %,d cases, %,d items%n%n%-14s %9s %9s %9s %9s %9s%n",
          protocol,
          result.cases(),
          result.items(),
          "",
          "HR@" + k,
          "NDCG@" + k,
          "MRR@" + k,
          "coverage",
          "cases/s");
      shown(result)
          .forEach(
              (layer, quality) ->
                  printed.printf(
                      Locale.ROOT,
                      "%-14s %9.4f %9.4f %9.4f %9.4f %,9.0f%n",
                      layer,
                      quality.hitRate(),
                      quality.ndcg(),
                      quality.mrr(),
                      quality.coverage(),
                      quality.casesPerSecond()));
    }
    printed.flush();
  }

  private Map<String, Quality> shown(Evaluation.Result result) {
    Map<String, Quality> shown = new LinkedHashMap<>(result.layers());
    if (!layers.isEmpty()) {
      shown.keySet().retainAll(layers);
    }
    return shown;
  }

  private Map<String, Object> figures(Evaluation.Result result) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("protocol", protocol);
    figures.put("cases", result.cases());
    figures.put("k", k);
    figures.put("layers", shown(result));
    return figures;
  }

  private static String write(Map<String, Object> figures) {
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(figures);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
