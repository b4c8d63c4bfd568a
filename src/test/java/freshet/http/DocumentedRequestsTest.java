package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.Erasure;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.ItemLog;
import freshet.http.MadeRequests.Request;
import freshet.http.PlainConnection.Answer;
import freshet.http.ServedDocument.Operation;
import freshet.http.health.GetRecommendationHealth;
import freshet.http.health.RecommendationHealth;
import freshet.http.live.EventStreams;
import freshet.http.live.GetLiveStream;
import freshet.http.live.LiveSettings;
import freshet.http.live.Vitals;
import freshet.http.metrics.GetMetrics;
import freshet.http.model.GetModels;
import freshet.http.model.Models;
import freshet.http.model.PostActivation;
import freshet.http.model.PostRetrain;
import freshet.http.slate.GetTrendingStream;
import freshet.query.StateAnswer;
import freshet.recommend.KeptProfile;
import freshet.recommend.Layer;
import freshet.recommend.Recommender;
import freshet.recommend.Site;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is asked of what the server documents, the answer is one that it documents. The requests
 * are made of the document, so that none is forgotten.
 */
@Timeout(60)
class DocumentedRequestsTest {
  private static final int SEEDS = 3;
  private static final int REQUESTS = 40;

  /** So many of an operation that has not succeeded: whether one does must not be chance. */
  private static final int MOST_REQUESTS = 1_000;

  private static final int MOST_BODY_BYTES = 60_000;
  private static final int MOST_ELEMENTS = 100;
  private static final int MOST_STREAMS = 10_000;

  /** What the state cannot tell of now. */
  private static final String RESTORING = "restoring";

  /** A server over a recommender in memory, and what it says of itself. */
  private record Served(int port, ServedDocument document, List<Layer> failures) {
    Answer send(Request request) {
      try {
        return PlainConnection.send(port, request.bytes());
      } catch (IOException e) {
        throw new AssertionError("no answer to " + request, e);
      }
    }
  }

  @Test
  void every_answer_is_one_that_is_documented() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      serving(
          Site.random(seed),
          served -> {
            MadeRequests requests = new MadeRequests(served.document(), random);
            Map<String, String> wrong = new TreeMap<>();
            Set<String> unanswered = new TreeSet<>();
            for (Operation operation : served.document().operations()) {
              boolean answered = false;
              for (int i = 0; i < REQUESTS || (!answered && i < MOST_REQUESTS); i++) {
                Request request = requests.any(operation);
                Answer answer = served.send(request);
                answered |= answer.status() / 100 == 2;
                complaint(served.document(), operation, request, answer)
                    .ifPresent(
                        what ->
                            wrong.putIfAbsent(
                                operation + " " + answer.status() + ": " + what,
                                request + "\n" + answer));
              }
              if (!answered) {
                unanswered.add(operation.toString());
              }
            }
            assertThat(wrong).isEmpty();
            assertThat(unanswered).as("operations that never succeeded").isEmpty();
            assertThat(served.failures()).as("layers that failed").isEmpty();
          });
    }
  }

  @Test
  void a_name_in_a_path_may_be_as_long_as_the_document_says() {
    serving(
        Site.random(1),
        served -> {
          MadeRequests requests = new MadeRequests(served.document(), new Random(1));
          int asked = 0;
          for (Operation operation : served.document().operations()) {
            for (JsonNode parameter : operation.said().path("parameters")) {
              if (parameter.path("in").asText().equals("path")) {
                String name = "x".repeat(parameter.path("schema").path("maxLength").asInt());
                Answer answer = served.send(requests.named(operation, name));
                assertThat(answer.status() + answer.body())
                    .as("%s with a name of %d characters", operation, name.length())
                    .doesNotMatch(
                        "(?s)400.*\"field\":\"%s\".*".formatted(parameter.path("name").asText()));
                asked++;
              }
            }
          }
          assertThat(asked).isGreaterThan(10);
        });
  }

  /** What is wrong with an answer. */
  private static Optional<String> complaint(
      ServedDocument document, Operation operation, Request request, Answer answer) {
    if (answer.status() == 503 && !request.line().contains(RESTORING)) {
      return Optional.of("nothing is in the way");
    }
    if (answer.status() >= 500 && answer.status() != 503) {
      return Optional.of("a defect");
    }
    if (answer.status() >= 400 && answer.body().matches("(?s).*(Exception|\tat ).*")) {
      return Optional.of("it tells of the inside");
    }
    return document.contradiction(operation, answer);
  }

  private static void serving(Site site, Consumer<Served> test) {
    site.item("ada", "game", "t1").item("i1", "movie", "t1", "t2");
    Recommender recommender = site.recommender();
    EventStreams streams =
        new EventStreams(
            // Who has left is noticed late, and all are told by a clock that never strikes here.
            new LiveSettings(MOST_STREAMS, Duration.ofMinutes(1), Duration.ofSeconds(20), 0));
    Models models = new SomeModels();
    try (FreshetServer server =
            FreshetServer.start(
                new ServerSettings(
                    "127.0.0.1",
                    0,
                    MOST_BODY_BYTES,
                    MOST_ELEMENTS,
                    ServerSettings.DEFAULT_APPEND_TIMEOUT,
                    ServerSettings.DEFAULT_MAX_WAITING),
                backend(site, recommender),
                new GetMetrics(() -> "up 1\n"),
                new GetRecommendationHealth(DocumentedRequestsTest::health),
                new GetModels(models),
                new PostRetrain(models, Duration.ofSeconds(5)),
                new PostActivation(models, Duration.ofSeconds(5)),
                new GetTrendingStream(streams, recommender, site.catalogue),
                new GetLiveStream(streams, DocumentedRequestsTest::vitals));
        // Ends first: the server would wait for those who listen.
        streams) {
      String document = new Caller(server.port()).get("/v1/openapi.json").response().body();
      test.accept(new Served(server.port(), new ServedDocument(document), site.failures()));
    }
  }

  private static Backend backend(Site site, Recommender recommender) {
    FakeBackend fake = new FakeBackend();
    fake.profiles =
        user ->
            switch (user.value()) {
              case "ada" -> new StateAnswer.Found<>(KeptProfile.of(site.history()));
              case RESTORING -> new StateAnswer.Restoring<>("it is read again");
              default -> new StateAnswer.Absent<>();
            };
    fake.erasures =
        id ->
            switch (id.value()) {
              case "ada" -> new StateAnswer.Found<>(Erasure.accepted(id, FakeBackend.NOW));
              case "i1" ->
                  new StateAnswer.Found<>(
                      new Erasure(id, FakeBackend.NOW, Optional.of(FakeBackend.NOW), 57, 2));
              case RESTORING -> new StateAnswer.Restoring<>("it is read again");
              default -> new StateAnswer.Absent<>();
            };
    return fake.ports(recommender, site.catalogue, new Unread());
  }

  /** A log nobody reads, so that the site stays as it is. */
  private static final class Unread implements ItemLog {
    @Override
    public CompletableFuture<Void> put(Item item) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> delete(ItemId item) {
      return CompletableFuture.completedFuture(null);
    }
  }

  /** One model of each kind, by the names that requests use. */
  private static final class SomeModels implements Models {
    @Override
    public Overview overview() {
      Instant since = FakeBackend.NOW;
      return new Overview(
          Optional.of("ada"),
          Optional.of("ada"),
          "model ada answers",
          "closed",
          Optional.of(
              new Training(
                  "i3",
                  since,
                  Optional.of("1"),
                  "training",
                  3,
                  36,
                  0.42,
                  OptionalDouble.of(6.1),
                  OptionalDouble.empty(),
                  OptionalLong.of(840),
                  Optional.empty())),
          Optional.of(new Failure("i2", since, "the disk was full")),
          List.of(
              model("ada", "released", Optional.empty()),
              model("i1", "refused", Optional.of("it is worse")),
              model("i2", "failed", Optional.of("the disk was full"))));
    }

    private static Model model(String version, String state, Optional<String> why) {
      return new Model(
          version,
          state,
          version.equals("ada"),
          why,
          FakeBackend.NOW,
          state.equals("failed") ? OptionalLong.empty() : OptionalLong.of(900),
          Map.of("ladder.ndcg", 0.2),
          List.of("r1"));
    }

    @Override
    public CompletableFuture<String> retrain(Wishes wishes) {
      return CompletableFuture.completedFuture("r2");
    }

    @Override
    public CompletableFuture<Void> activate(String version) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private static RecommendationHealth.State health() {
    RecommendationHealth.Latency latency = new RecommendationHealth.Latency(1, 2, 3, 4);
    return new RecommendationHealth.State(
        "degraded",
        FakeBackend.NOW,
        List.of(
            new RecommendationHealth.Layer(
                "model",
                "closed",
                3,
                2,
                1,
                1,
                latency,
                Optional.of(
                    new RecommendationHealth.Model(
                        Optional.of("ada"), OptionalLong.of(60), "model ada answers")),
                List.of(
                    new RecommendationHealth.LayerError(
                        FakeBackend.NOW, FakeBackend.NOW, "it failed", 1)))),
        new RecommendationHealth.Slates(3, 1, 0),
        new RecommendationHealth.Stream(
            "RUNNING",
            0,
            latency,
            1,
            0,
            List.of(new RecommendationHealth.Store("profile-users", 7, 1_000))));
  }

  private static Vitals vitals() {
    return new Vitals(
        FakeBackend.NOW,
        true,
        Map.of("broker", "is up"),
        new Vitals.Events(OptionalDouble.of(2), 0),
        Map.of("items", new Vitals.TopicRate(OptionalDouble.of(1), OptionalDouble.empty())),
        new Vitals.Slates(OptionalDouble.empty(), Map.of("content", 0.5)),
        Optional.of(new Vitals.Visible(0.1, 0.2)),
        Optional.of(Vitals.Model.of(new SomeModels().overview())),
        List.of("ada"));
  }
}
