package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersCommandTest {
  private static final String PROFILE =
      """
      {"user":"mia","history":[
         {"item":"rye","title":"A dense rye","type":"like","time":"2026-02-02T12:00:00Z"},
         {"item":"chess","type":"view","time":"2026-02-01T12:00:00Z","seconds":40}],
       "tags":{"bread":0.75,"chess":0.25},"hidden":["spam"],"seen":1234,"undos":[],
       "hiddenBy":[{"item":"spam","type":"dislike","time":"2026-02-01T00:00:00Z"}],
       "earlier":[],"eventIds":5,"interactions":5678,"merged":["session:s-1"],
       "movedTo":{"user":"eve","time":"2026-02-03T00:00:00Z"},
       "erasedUntil":"2026-01-01T00:00:00Z","degraded":true,"note":"not all is in it yet"}
      """;

  private final CannedServer server = new CannedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_is_kept_is_told_in_a_few_lines_with_the_last_interactions() {
    server.with("/v1/users/mia/profile", PROFILE);

    Run run = Run.of("users", "mia", "--to", server.url());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().map(String::stripTrailing))
        .containsExactly(
            "mia: interactions 5,678, items seen 1,234, hidden 1, event ids 5",
            "tags          bread 0.75, chess 0.25",
            "hidden        spam (dislike)",
            "merged        session:s-1",
            "moved to      eve at 2026-02-03T00:00:00Z",
            "erased until  2026-01-01T00:00:00Z",
            "",
            "time                       type            item",
            "2026-02-02T12:00:00Z       like            A dense rye",
            "2026-02-01T12:00:00Z       view            chess",
            "note          not all is in it yet");
  }

  @Test
  void fewer_of_the_last_interactions_are_shown_if_asked_for() {
    server.with("/v1/users/mia/profile", PROFILE);

    assertThat(Run.of("users", "mia", "-n", "1", "--to", server.url()).out())
        .contains("A dense rye")
        .doesNotContain("chess  ", "view");
    assertThat(Run.of("users", "mia", "-n", "0", "--to", server.url()).out())
        .doesNotContain("A dense rye", "time ");
  }

  @Test
  void a_stranger_has_one_line() {
    server.with(
        "/v1/users/a%2Fb/profile",
        "{\"user\":\"a/b\",\"history\":[],\"tags\":{},\"hidden\":[],\"seen\":0,\"interactions\":0}");

    assertThat(Run.of("users", "a/b", "--to", server.url()).out())
        .isEqualToNormalizingNewlines("a/b: interactions 0, items seen 0, hidden 0, event ids 0\n");
  }

  @Test
  void json_is_the_answer_as_it_is() {
    server.with("/v1/users/mia/profile", PROFILE);

    assertThat(Run.of("users", "mia", "--json", "--to", server.url()).out().strip())
        .isEqualTo(PROFILE.strip());
  }
}
