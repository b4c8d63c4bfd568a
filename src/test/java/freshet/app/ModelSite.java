package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A site whose items stand in a circle, as it sees the models of its Freshet. */
record ModelSite(HttpCaller http) {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Fills the catalogue with {@code i0}, {@code i1} and so on. */
  void addItems(int count) throws IOException {
    List<String> items = new ArrayList<>();
    for (int item = 0; item < count; item++) {
      items.add(
          """
          {"item":"i%d","type":"page","tags":["t%d"],"created":"2020-01-01T00:00:00Z"}"""
              .formatted(item, item / 10));
    }
    assertThat(http.postLines("/v1/items", items).status()).isEqualTo(202);
    await("the catalogue has them")
        .atMost(SOON)
        .until(() -> health().path("catalogue").asText().equals(count + " items"));
  }

  /** One interaction, once the profile has it. */
  void interact(String user, String type, int item) throws IOException {
    String event = "%s-%s-%d".formatted(user, type, item);
    http.interact(event, user, type, "i" + item);
    await("the profile has it")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                http.get("/v1/users/%s/profile".formatted(user))
                    .body()
                    .toString()
                    .contains("\"i" + item + "\""));
  }

  /** What an instance says of its parts. */
  JsonNode health() throws IOException {
    return http.get("/health/ready").body().path("parts");
  }

  /** What it says of the model, in a sentence. */
  String sentence() throws IOException {
    return health().path("model").asText();
  }

  void awaitSentence(String part) {
    await("the model is said to be: " + part)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(sentence()).contains(part));
  }

  JsonNode models() throws IOException {
    HttpCaller.Answer answer = http.get("/v1/models");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  /** The first item of a user's slate, with the layer that gave it: {@code i3 model}. */
  String first(String user) throws IOException {
    JsonNode first = http.slate(user, 3).path("items").path(0);
    return first.path("item").asText() + " " + first.path("layer").asText();
  }
}
