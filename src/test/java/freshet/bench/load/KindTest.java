package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.bench.FailedBenchException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class KindTest {
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private static String slate(int items, String rest) {
    return "{\"items\":[" + "{\"item\":\"i\",\"layer\":\"model\"}".repeat(items) + "]" + rest + "}";
  }

  /** Asks several times on one connection. */
  private void ask(Kind kind, int times, UnaryOperator<String> answer) throws Exception {
    try (StubServer server =
            StubServer.start(
                200,
                request -> {
                  asked.add(request);
                  return answer.apply(request);
                });
        HttpConnection connection = HttpConnection.open(server.address())) {
      Kind.Asker asker = kind.asker(1, 300, new SplittableRandom(1));
      for (int i = 0; i < times; i++) {
        asker.ask(connection);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PLAIN | GET /v1/users/user-0/recommendations?k=10",
        "FEED | GET /v1/feed?sort=foryou&user=user-0&k=10",
        "FILTER | GET /v1/users/user-0/recommendations?k=10&filter=type+%3D+%22article%22+and+age+%3C+60d"
      })
  void what_is_asked_for_a_user(Kind kind, String request) throws Exception {
    ask(kind, 2, any -> slate(10, ""));

    assertThat(asked).containsExactly(request + " ", request + " ");
  }

  @Test
  void a_ranking_is_of_a_hundred_different_items() throws Exception {
    ask(Kind.RANKING, 1, any -> slate(98, ",\"leftOut\":[{\"item\":\"a\"},{\"item\":\"b\"}]"));

    String request = asked.get(0);
    assertThat(request).startsWith("POST /v1/users/user-0/ranking {\"items\":[\"item-");
    assertThat(request.replaceAll(".*\\[|].*", "").split(",")).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void five_pages_follow_each_other_and_then_another_user_is_asked_for() throws Exception {
    ask(Kind.CURSOR, 6, any -> slate(10, ",\"cursor\":\"c" + asked.size() + "\""));

    String first = "GET /v1/users/user-0/recommendations?k=10";
    assertThat(asked)
        .containsExactly(
            first + " ",
            first + "&cursor=c1 ",
            first + "&cursor=c2 ",
            first + "&cursor=c3 ",
            first + "&cursor=c4 ",
            first + " ");
  }

  @Test
  void after_a_last_page_another_user_is_asked_for() throws Exception {
    ask(Kind.CURSOR, 2, any -> slate(10, ""));

    assertThat(asked).noneMatch(request -> request.contains("cursor"));
  }

  @Test
  void a_list_that_comes_back_shorter_is_a_failure() {
    assertThatThrownBy(() -> ask(Kind.RANKING, 1, any -> slate(99, "")))
        .isInstanceOf(FailedBenchException.class)
        .hasMessageContaining("with 99 items");
  }
}
