package freshet.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /, ",
    "GET, /health/live, ",
    "HEAD, /health/ready, ",
    "GET, /freshet.js, ",
    "POST, /anything, ADMIN",
    "GET, /metrics, METRICS",
    "GET, /v1/health/recommendations, METRICS",
    "GET, /v1/users/{user}/recommendations, READ",
    "HEAD, /v1/items/{item}, READ",
    "GET, /v1/models, READ",
    "GET, /v1/experiments, READ",
    "GET, /v1/engagement, READ",
    "GET, /v1/users/{user}/slates, READ",
    "POST, /v1/recommendations, READ",
    "POST, /v1/recommendations/batch, READ",
    "POST, /v1/users/{user}/ranking, READ",
    "POST, /v1/users/{user}/merge, WRITE",
    "GET, /v1/erasures/{erasure}, READ",
    "POST, /v1/interactions, EVENTS",
    "POST, /v1/items, WRITE",
    "PUT, /v1/items/{item}, WRITE",
    "DELETE, /v1/items/{item}, WRITE",
    "POST, /v1/something/new, WRITE",
    "POST, /v1/models/retrain, ADMIN",
    "POST, /v1/models/{version}/activate, ADMIN",
    "DELETE, /v1/users/{user}, ADMIN"
  })
  void an_endpoint_needs_a_right(String method, String path, Right right) {
    assertThat(Needed.at(method, path).orElse(null)).isEqualTo(right);
  }
}
