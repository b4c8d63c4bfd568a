package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "basic.auth.user.info",
        "peers.key",
        "http.tls.password",
        "kafka.client.sasl.jaas.config",
        "kafka.client.ssl.key.password",
        "kafka.client.ssl.keystore.key",
        "kafka.client.ssl.truststore.password",
        "kafka.client.sasl.oauthbearer.client.credentials.client.secret",
        "serde.config.schema.registry.basic.auth.user.info",
        "serde.config.bearer.auth.token",
        "serde.config.rule.executors.encrypt.param.secret.access.key",
        "streams.config.consumer.sasl.jaas.config",
        "kafka.client.SSL.Key.Password",
      })
  void what_is_secret_by_its_name_is_not_shown(String setting) {
    assertThat(shown(setting, "topsecret")).isEqualTo("***");
  }

  @Test
  void a_secret_that_is_not_set_is_seen_to_be_empty() {
    assertThat(shown("basic.auth.user.info", "")).isEqualTo("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basic.auth.credentials.source",
        "kafka.client.security.protocol",
        "kafka.client.ssl.keystore.location",
        "kafka.client.ssl.truststore.type",
        "kafka.client.sasl.mechanism",
        "kafka.client.sasl.oauthbearer.token.endpoint.url",
        "http.keys.file",
        "data-dir",
      })
  void where_a_secret_is_and_what_is_none_is_shown(String setting) {
    assertThat(shown(setting, "as it is")).isEqualTo("as it is");
  }

  @Test
  void of_a_key_it_is_shown_whose_it_is_and_of_one_that_nobody_hashed_nothing() {
    assertThat(shown("http.keys.read", List.of("shop=2bb80d53", "topsecret", "grafana=")))
        .isEqualTo(List.of("shop=***", "***", "grafana=***"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://ada:topsecret@registry:8081       | http://***@registry:8081",
        "http://a:1,http://ada:topsecret@b:2      | http://a:1,http://***@b:2",
        "http://ada:top/secret@registry           | http://***@registry",
        "https://host/models/?sig=topsecret&v=1   | https://host/models/?sig=***&v=1",
        "user=ada password=\"topsecret\";         | user=ada password=***;",
        "https://host/models/                     | https://host/models/",
        "kafka-1:9092,kafka-2:9092                | kafka-1:9092,kafka-2:9092",
      })
  void what_is_secret_within_a_text_is_not_shown(String text, String shown) {
    assertThat(shown("model.artifacts", text)).isEqualTo(shown);
  }

  @Test
  void a_private_key_is_not_shown_whatever_it_is_called() {
    assertThat(shown("kafka.client.some.pem", "-----BEGIN PRIVATE KEY-----\nMIIE"))
        .isEqualTo("***");
  }

  @Test
  void of_the_defaults_nothing_is_hidden() {
    SettingSources.reference()
        .entrySet()
        .forEach(
            entry -> {
              String setting = String.join(".", ConfigUtil.splitPath(entry.getKey()));
              assertThat(Secrets.shown(setting, entry.getValue()))
                  .as(setting)
                  .isEqualTo(entry.getValue().unwrapped());
            });
  }

  private static Object shown(String setting, Object value) {
    return Secrets.shown(setting, ConfigValueFactory.fromAnyRef(value));
  }
}
