package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {
  private static Map<String, Object> settings(String... pairs) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("schema.registry.url", "http://localhost:8081");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  @Test
  void several_addresses_are_separated_by_commas() {
    assertThat(
            RegistrySettings.from(settings("schema.registry.url", "http://a:1/, https://b/x/ ,"))
                .urls())
        .containsExactly(URI.create("http://a:1"), URI.create("https://b/x"));
    assertThat(
            RegistrySettings.from(Map.of("schema.registry.url", List.of("http://a", "http://b")))
                .urls())
        .hasSize(2);
  }

  @Test
  void a_question_takes_five_seconds_at_most_unless_set() {
    assertThat(RegistrySettings.from(settings()).deadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(RegistrySettings.from(settings("schema.registry.deadline.ms", "800")).deadline())
        .isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void credentials_come_from_a_setting_or_the_address_and_are_not_told() {
    String basic = "Basic dXNlcjpwYXNz";
    RegistrySettings fromSetting =
        RegistrySettings.from(
            settings(
                "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:pass"));
    RegistrySettings fromUrl =
        RegistrySettings.from(settings("schema.registry.url", "http://user:pass@host:81"));

    assertThat(fromSetting.authorization()).contains(basic);
    assertThat(fromUrl.authorization()).contains(basic);
    assertThat(fromUrl.urls()).containsExactly(URI.create("http://host:81"));
    assertThat(fromUrl.toString()).doesNotContain("pass");
    assertThat(
            RegistrySettings.from(
                    settings(
                        "bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t"))
                .authorization())
        .contains("Bearer t");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, '', is missing",
    "schema.registry.url, localhost:8081, http://host:port",
    "schema.registry.url, ht tp://x, http://host:port",
    "basic.auth.credentials.source, SASL_INHERIT, USER_INFO",
    "basic.auth.credentials.source, USER_INFO, basic.auth.user.info is missing",
    "http.read.timeout.ms, soon, from 1 to 10000",
    "schema.registry.deadline.ms, 60000, from 1 to 10000",
    "value.subject.name.strategy, io.confluent.RecordNameStrategy, TopicNameStrategy",
  })
  void a_wrong_setting_is_named_with_its_cure(String name, String value, String cure) {
    assertThatThrownBy(() -> RegistrySettings.from(settings(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(cure);
  }

  @Test
  void registering_goes_before_taking_the_latest_as_with_confluent() {
    assertThat(Registration.from(Map.of())).isEqualTo(Registration.AUTOMATIC);
    assertThat(Registration.from(settings("use.latest.version", "true")))
        .isEqualTo(Registration.AUTOMATIC);
    assertThat(Registration.from(Map.of("auto.register.schemas", false)))
        .isEqualTo(Registration.BEFOREHAND);
    assertThat(
            Registration.from(
                settings("auto.register.schemas", "false", "use.latest.version", "true")))
        .isEqualTo(Registration.LATEST);
    assertThatThrownBy(() -> Registration.from(settings("auto.register.schemas", "maybe")))
        .hasMessageContaining("true or false");
  }
}
