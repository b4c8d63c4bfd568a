package freshet.http.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import freshet.event.Admission;
import freshet.event.Interaction;
import freshet.event.InteractionDraft;
import freshet.event.InteractionTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecentUsersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final List<Interaction> log = new ArrayList<>();

  private RecentUsers remembering(int most) {
    return new RecentUsers(
        interaction -> {
          log.add(interaction);
          return CompletableFuture.completedFuture(null);
        },
        most);
  }

  private static Interaction view(String user) {
    InteractionDraft draft = new InteractionDraft("e", user, "i", "view", NOW, null, null, null);
    return new Admission(InteractionTypes.builtIn()).admit(draft, NOW);
  }

  @Test
  void every_interaction_reaches_the_log_and_few_are_looked_at() {
    RecentUsers recent = remembering(12);

    for (int i = 0; i < 100; i++) {
      assertThat(recent.append(view("u" + i))).isCompleted();
    }

    assertThat(log).hasSize(100);
    assertThat(recent.users()).contains("u0").hasSizeLessThan(50);
  }

  @Test
  void as_many_as_allowed_are_remembered_the_latest_first() {
    RecentUsers recent = remembering(2);
    for (String user : List.of("a", "b", "c")) {
      await().until(() -> seen(recent, user));
    }

    assertThat(recent.users()).containsExactly("c", "b");
  }

  private static boolean seen(RecentUsers recent, String user) {
    var unused = recent.append(view(user));
    return recent.users().contains(user);
  }

  @Test
  void nobody_is_remembered_where_nobody_may_be() {
    RecentUsers recent = remembering(0);
    var unused = recent.append(view("a"));

    assertThat(recent.users()).isEmpty();
    assertThat(log).hasSize(1);
  }

  @Test
  void settings_out_of_range_name_the_cure() {
    Duration interval = Duration.ofMillis(500);
    Duration heartbeat = Duration.ofSeconds(10);

    assertThatThrownBy(() -> new LiveSettings(0, interval, heartbeat, 1))
        .hasMessage("http.live.clients is 0; give at least 1");
    assertThatThrownBy(() -> new LiveSettings(1, Duration.ofMillis(1), heartbeat, 1))
        .hasMessage("http.live.interval is PT0.001S; give 100 ms to 1 minute");
    assertThatThrownBy(() -> new LiveSettings(1, interval, Duration.ofMinutes(1), 1))
        .hasMessage("http.live.heartbeat is PT1M; give 1 s to 20 s");
    assertThatThrownBy(() -> new LiveSettings(1, interval, heartbeat, 51))
        .hasMessage("http.live.users is 51; give 0 to 50");
  }
}
