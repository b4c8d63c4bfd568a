package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigUtil;
import freshet.app.report.Report.ChangedSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangedSettingsTest {
  private static List<ChangedSetting> changed(
      Map<String, String> environment, Map<String, ?> options) {
    return ChangedSettings.among(
        SettingSources.effective(Optional.empty(), environment, Map.of(), options),
        SettingSources.reference());
  }

  @Test
  void the_defaults_are_not_changed() {
    assertThat(changed(Map.of(), Map.of())).isEmpty();
    assertThat(changed(Map.of("FRESHET_POPULARITY_HALF_LIVES", "1h, 1d, 7d"), Map.of())).isEmpty();
  }

  @Test
  void what_differs_is_told_with_its_default() {
    assertThat(
            changed(
                Map.of("FRESHET_POPULARITY_HALF_LIVES", "1h, 2d, 7d"),
                Map.of("recommend.recent", 7, "interaction-types.comment.weight", 3)))
        .containsExactly(
            new ChangedSetting("interaction-types.comment.weight", "3", ""),
            new ChangedSetting("popularity.half-lives", "[1h, 2d, 7d]", "[1h, 1d, 7d]"),
            new ChangedSetting("recommend.recent", "7", "10"));
  }

  @Test
  void passwords_and_how_it_runs_are_not_told() {
    assertThat(
            changed(
                Map.of(),
                Map.of("basic.auth.user.info", "me:secret", "kafka.client.sasl", "secret")))
        .isEmpty();
  }

  @Test
  void every_block_of_running_is_one_of_the_reference() {
    assertThat(SettingSources.reference().root().keySet())
        .containsAll(ChangedSettings.OF_RUNNING)
        .allSatisfy(name -> assertThat(ConfigUtil.splitPath(name)).hasSize(1));
  }
}
