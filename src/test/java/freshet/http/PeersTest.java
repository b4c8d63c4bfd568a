package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.InvalidInputException;
import freshet.http.guard.ApiKey;
import freshet.http.guard.Guard;
import freshet.http.guard.GuardSettings;
import freshet.http.guard.Keyring;
import freshet.http.guard.Right;
import freshet.http.peer.GetPeerState;
import freshet.query.PeerAnswer;
import freshet.query.Peers;
import freshet.query.peer.HttpPeers;
import freshet.query.peer.PeerProtocol;
import freshet.query.peer.PeerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One instance asks another, over real connections. */
@Timeout(60)
class PeersTest {
  private static final byte[] KEY = "müller/1?".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "only-we-know-this-one";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile PeerAnswer answer = new PeerAnswer.None();
  private FreshetServer server;

  private HostInfo serve(Optional<String> key, Optional<Guard> guard) {
    GetPeerState state = new GetPeerState(this::look, "site-1", key, guard.isPresent());
    ServerSettings settings = ServerSettings.at("127.0.0.1", 0);
    server =
        guard.isPresent()
            ? FreshetServer.start(settings, new FakeBackend().ports(), guard.get(), state)
            : FreshetServer.start(settings, new FakeBackend().ports(), state);
    return new HostInfo("127.0.0.1", server.port());
  }

  private PeerAnswer look(String store, byte[] key, boolean standbys) {
    asked.add(store + " " + new String(key, StandardCharsets.UTF_8) + " " + standbys);
    return answer;
  }

  private static Peers peers(String key, Duration timeout) {
    return peersOf("site-1", key, timeout);
  }

  private static Peers peersOf(String application, String key, Duration timeout) {
    return new HttpPeers(
        new PeerSettings(Optional.of(key).filter(any -> !any.isEmpty()), timeout),
        "http",
        application);
  }

  private static PeerAnswer ask(Peers peers, HostInfo peer) {
    return peers.ask(peer, "profile-profiles", KEY, false);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void a_value_comes_in_its_bytes() {
    byte[] bytes = {0, 1, -1, 10, 13, 127, -128};
    answer = new PeerAnswer.Value(bytes, false);

    PeerAnswer got = ask(peers("", TIMEOUT), serve(Optional.empty(), Optional.empty()));

    assertThat(got)
        .isInstanceOfSatisfying(
            PeerAnswer.Value.class,
            value -> {
              assertThat(value.bytes()).containsExactly(bytes);
              assertThat(value.stale()).isFalse();
            });
    assertThat(asked).containsExactly("profile-profiles müller/1? false");
  }

  @Test
  void that_of_a_standby_says_so() {
    answer = new PeerAnswer.Value(new byte[200_000], true);

    PeerAnswer got =
        peers("", TIMEOUT)
            .ask(serve(Optional.empty(), Optional.empty()), "profile-profiles", KEY, true);

    assertThat(got)
        .isInstanceOfSatisfying(
            PeerAnswer.Value.class,
            value -> {
              assertThat(value.bytes()).hasSize(200_000);
              assertThat(value.stale()).isTrue();
            });
    assertThat(asked).containsExactly("profile-profiles müller/1? true");
  }

  @Test
  void nothing_is_told_apart_from_what_is_not_known() {
    HostInfo peer = serve(Optional.empty(), Optional.empty());
    Peers peers = peers("", TIMEOUT);
    assertThat(ask(peers, peer)).isEqualTo(new PeerAnswer.None());

    answer = new PeerAnswer.Unknown("the store is not open");
    assertThat(ask(peers, peer)).isEqualTo(new PeerAnswer.Unknown("it answered 503"));
  }

  @Test
  void who_presents_another_key_is_told_nothing() {
    HostInfo peer = serve(Optional.of(SECRET), Optional.empty());

    assertThat(ask(peers("", TIMEOUT), peer)).isEqualTo(new PeerAnswer.Unknown("it answered 401"));
    assertThat(ask(peers("a-guess-that-is-long-enough", TIMEOUT), peer))
        .isEqualTo(new PeerAnswer.Unknown("it answered 401"));
    assertThat(asked).isEmpty();

    assertThat(ask(peers(SECRET, TIMEOUT), peer)).isEqualTo(new PeerAnswer.None());
  }

  @Test
  void who_means_another_generation_is_told_nothing() {
    HostInfo peer = serve(Optional.empty(), Optional.empty());

    assertThat(ask(peersOf("site-2", "", TIMEOUT), peer))
        .isEqualTo(new PeerAnswer.Unknown("it answered 409"));
    new Caller(server.port()).get("/internal/state/profile-profiles/AAAA").problem(409);
    assertThat(asked).isEmpty();
  }

  @Test
  void where_callers_need_keys_instances_do_too() {
    Keyring keys = new Keyring(List.of(ApiKey.of("root", Set.of(Right.ADMIN), "0".repeat(64))));
    HostInfo peer =
        serve(
            Optional.empty(),
            Optional.of(
                new Guard(new GuardSettings(keys, Optional.empty(), false, List.of(), 0, 100))));

    assertThat(ask(peers("", TIMEOUT), peer)).isEqualTo(new PeerAnswer.Unknown("it answered 403"));
    assertThat(asked).isEmpty();
  }

  @Test
  void a_key_that_is_none_is_a_problem_of_who_asks() {
    server =
        FreshetServer.start(
            ServerSettings.at("127.0.0.1", 0),
            new FakeBackend().ports(),
            new GetPeerState(
                (store, key, standbys) -> {
                  throw new InvalidInputException("user", "is empty");
                },
                "site-1",
                Optional.empty(),
                false));
    Caller caller = new Caller(server.port());
    for (String key : List.of("AAAA", "A*A", "A".repeat(3_000))) {
      caller
          .send(
              caller
                  .request("/internal/state/profile-profiles/" + key)
                  .header(PeerProtocol.APPLICATION, "site-1")
                  .build())
          .problem(400);
    }
  }

  @Test
  void one_that_hangs_is_waited_for_no_longer_than_said_and_then_left_alone() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    server =
        FreshetServer.start(
            ServerSettings.at("127.0.0.1", 0),
            new FakeBackend().ports(),
            new GetPeerState(
                (store, key, standbys) -> {
                  asked.add(store);
                  try {
                    assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return answer;
                },
                "site-1",
                Optional.empty(),
                false));
    HostInfo peer = new HostInfo("127.0.0.1", server.port());
    Peers peers = peers("", Duration.ofMillis(100));
    try {
      for (int i = 0; i < 5; i++) {
        assertThat(ask(peers, peer)).isEqualTo(new PeerAnswer.Unknown("no answer within 100 ms"));
      }

      assertThat(ask(peers, peer))
          .isEqualTo(new PeerAnswer.Unknown("it is left alone for a moment"));
      assertThat(asked).hasSize(5);
    } finally {
      hanging.countDown();
    }
  }

  @Test
  void one_that_is_gone_is_no_exception() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(ask(peers("", TIMEOUT), new HostInfo("127.0.0.1", port)))
        .isInstanceOf(PeerAnswer.Unknown.class);
    assertThat(ask(peers("", TIMEOUT), new HostInfo("no such host", port)))
        .isInstanceOf(PeerAnswer.Unknown.class);
  }
}
