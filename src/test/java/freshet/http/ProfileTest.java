package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ContentType;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.Caller.Answer;
import freshet.query.StateAnswer;
import freshet.recommend.KeptProfile;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private final FakeBackend backend = new FakeBackend();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = FreshetServer.start(ServerSettings.at("127.0.0.1", 0), backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Touch touch(String item, String type, OptionalDouble seconds) {
    return new Touch(
        new ItemId(item),
        InteractionTypes.builtIn().find(type).orElseThrow(),
        Instant.parse("2026-02-01T00:00:00Z"),
        seconds);
  }

  @Test
  void a_profile_tells_history_tags_hidden_and_how_much_was_seen() {
    ItemId woody = new ItemId("woody");
    backend.items.put(
        woody,
        new Item(
            woody,
            new ContentType("film"),
            Optional.of("Toy Story"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true));
    Instant time = Instant.parse("2026-02-01T00:00:00Z");
    backend.profiles =
        user ->
            new StateAnswer.Found<>(
                new KeptProfile(
                    new UserHistory(
                        List.of(
                            touch("woody", "play", OptionalDouble.of(12.5)),
                            touch("woody", "view", OptionalDouble.empty()),
                            touch("b", "view", OptionalDouble.empty())),
                        List.of(new ItemId("c")),
                        List.of(new ItemId("d"))),
                    List.of(touch("b", "undo-like", OptionalDouble.empty())),
                    List.of(new KeptProfile.Hiding(new ItemId("d"), "dislike", time)),
                    6,
                    7,
                    List.of(new UserId("anon-1")),
                    Optional.of(new KeptProfile.Move(new UserId("eve"), time)),
                    Optional.of(time.minusSeconds(1))));

    Answer answer = caller.get("/v1/users/ada/profile");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"user\":\"ada\",\"history\":["
                + "{\"item\":\"woody\",\"title\":\"Toy Story\",\"type\":\"play\",\"time\":\"2026-02-01T00:00:00Z\",\"seconds\":12.5},"
                + "{\"item\":\"woody\",\"title\":\"Toy Story\",\"type\":\"view\",\"time\":\"2026-02-01T00:00:00Z\"},"
                + "{\"item\":\"b\",\"type\":\"view\",\"time\":\"2026-02-01T00:00:00Z\"}],"
                + "\"tags\":{\"toys\":0.666667,\"animation\":0.333333},\"hidden\":[\"d\"],\"seen\":3,"
                + "\"undos\":[{\"item\":\"b\",\"type\":\"undo-like\",\"time\":\"2026-02-01T00:00:00Z\"}],"
                + "\"hiddenBy\":[{\"item\":\"d\",\"type\":\"dislike\",\"time\":\"2026-02-01T00:00:00Z\"}],"
                + "\"earlier\":[\"c\"],\"eventIds\":6,\"interactions\":7,\"merged\":[\"anon-1\"],"
                + "\"movedTo\":{\"user\":\"eve\",\"time\":\"2026-02-01T00:00:00Z\"},"
                + "\"erasedUntil\":\"2026-01-31T23:59:59Z\"}");
  }

  @Test
  void an_unknown_user_has_an_empty_profile() {
    Answer answer = caller.get("/v1/users/nobody/profile");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"user\":\"nobody\",\"history\":[],\"tags\":{},\"hidden\":[],\"seen\":0,"
                + "\"undos\":[],\"hiddenBy\":[],\"earlier\":[],\"eventIds\":0,\"interactions\":0,"
                + "\"merged\":[]}");
  }

  @Test
  void a_profile_that_cannot_be_read_is_unavailable_and_never_empty() {
    backend.profiles = user -> new StateAnswer.Elsewhere<>("10.0.0.7", 7070);

    Answer answer = caller.get("/v1/users/ada/profile");

    assertThat(answer.problem(503).toString()).doesNotContain("10.0.0.7");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void a_bad_user_or_query_is_a_problem() {
    assertThat(caller.get("/v1/users/a%01b/profile").problem(400).path("field").asText())
        .isEqualTo("user");
    caller.get("/v1/users/ada/profile?k=1").problem(400);
  }
}
