package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.bench.FailedBenchException;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpConnectionTest {
  @Test
  void requests_follow_each_other_on_one_connection() throws IOException {
    try (StubServer server = StubServer.start(200, asked -> "you asked " + asked);
        HttpConnection connection = HttpConnection.open(server.address())) {
      assertThat(connection.get("/a?k=1")).isEqualTo(new HttpAnswer(200, "you asked GET /a?k=1 "));
      assertThat(connection.post("/b", "text/plain", "größer").body())
          .isEqualTo("you asked POST /b größer");
      assertThat(connection.get("/c").body()).isEqualTo("you asked GET /c ");
    }
  }

  @Test
  void answers_of_all_sizes_are_read_whole() throws IOException {
    try (StubServer server =
            StubServer.start(
                200, asked -> "x".repeat(Integer.parseInt(asked.split("[/ ]", -1)[2])));
        HttpConnection connection = HttpConnection.open(server.address())) {
      for (int size : new int[] {1, 16_000, 16_500, 300_000, 2, 100_000}) {
        assertThat(connection.get("/" + size).body()).hasSize(size);
      }
    }
  }

  @Test
  void answers_in_chunks_are_read_whole() throws IOException {
    try (StubServer server =
            StubServer.chunked(asked -> "ü".repeat(Integer.parseInt(asked.split("[/ ]", -1)[2])));
        HttpConnection connection = HttpConnection.open(server.address())) {
      for (int size : new int[] {1, 16_000, 16_500, 300_000, 2, 100_000}) {
        assertThat(connection.get("/" + size).body()).isEqualTo("ü".repeat(size));
      }
    }
  }

  @Test
  void a_status_that_is_no_success_is_an_answer_too() throws IOException {
    try (StubServer server = StubServer.start(404, asked -> "nothing here");
        HttpConnection connection = HttpConnection.open(server.address())) {
      assertThat(connection.get("/")).isEqualTo(new HttpAnswer(404, "nothing here"));
    }
  }

  @Test
  void a_server_that_is_gone_is_told_in_one_sentence() throws IOException {
    URI address;
    try (StubServer server = StubServer.start(200, asked -> "")) {
      address = server.address();
    }
    assertThatThrownBy(() -> HttpConnection.open(address))
        .isInstanceOf(FailedBenchException.class)
        .hasMessageContaining("look whether the server still runs");
  }

  @Test
  void a_connection_that_ends_in_the_middle_is_told_in_one_sentence() throws IOException {
    try (StubServer server = StubServer.start(200, asked -> "fine");
        HttpConnection connection = HttpConnection.open(server.address())) {
      assertThat(connection.get("/").status()).isEqualTo(200);
      server.stop();
      assertThatThrownBy(() -> connection.get("/x"))
          .isInstanceOf(FailedBenchException.class)
          .hasMessageStartingWith("GET /x got no answer");
    }
  }
}
