package freshet.http.peer;

import freshet.event.InvalidInputException;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Problem;
import freshet.query.PeerAnswer;
import freshet.query.peer.PeerProtocol;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * {@code GET /internal/state/{store}/{key}}: what this instance keeps of a user, for another
 * instance; see {@link PeerProtocol}. It never asks a third one.
 */
public final class GetPeerState implements Endpoint {
  private static final String BEARER = "Bearer ";

  private final PeerState state;
  private final String application;
  private final Optional<byte[]> authorization;
  private final boolean guarded;

  /**
   * @param application the {@code application.id} whose state this is
   * @param key what another instance has to present; empty for none
   * @param guarded whether callers of this server need keys: without one of its own nobody is
   *     answered here then
   */
  public GetPeerState(PeerState state, String application, Optional<String> key, boolean guarded) {
    this.state = state;
    this.application = application;
    this.authorization = key.map(secret -> bytes(BEARER + secret));
    this.guarded = guarded;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(routes, PeerProtocol.PATH + "{store}/{key}", this::handle);
  }

  private void handle(Context ctx) {
    requireKey(ctx);
    requireApplication(ctx);
    PeerAnswer answer =
        answer(
            ctx.pathParam("store"),
            key(ctx.pathParam("key")),
            "true".equals(ctx.queryParam(PeerProtocol.STANDBYS)));
    if (answer instanceof PeerAnswer.Value value) {
      ctx.header(PeerProtocol.STALE, Boolean.toString(value.stale()));
      ctx.contentType("application/octet-stream").result(value.bytes());
    } else if (answer instanceof PeerAnswer.Unknown unknown) {
      throw Problem.unavailable(unknown.why()).exception();
    } else {
      ctx.status(204);
    }
  }

  private void requireKey(Context ctx) {
    if (authorization.isEmpty()) {
      if (guarded) {
        throw Problem.of(403, "peers.key is not set here; give all instances the same").exception();
      }
      return;
    }
    String given = ctx.header("Authorization");
    if (given == null || !MessageDigest.isEqual(bytes(given), authorization.get())) {
      throw Problem.of(401, "this is not the key of the other instances; set the same peers.key")
          .header("WWW-Authenticate", "Bearer realm=\"freshet-peers\"")
          .exception();
    }
  }

  private void requireApplication(Context ctx) {
    if (!application.equals(ctx.header(PeerProtocol.APPLICATION))) {
      throw Problem.of(
              409,
              "this instance keeps the state of %s; ask with the header %s: %s"
                  .formatted(application, PeerProtocol.APPLICATION, application))
          .exception();
    }
  }

  private PeerAnswer answer(String store, byte[] key, boolean standbys) {
    try {
      return state.answer(store, key, standbys);
    } catch (InvalidInputException e) {
      throw Problem.of(400, "this is no key of %s".formatted(store)).exception();
    }
  }

  private static byte[] key(String text) {
    if (text.length() <= PeerProtocol.MAX_KEY) {
      try {
        return Base64.getUrlDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw Problem.of(400, "the key is not Base64").exception();
      }
    }
    throw Problem.of(400, "the key is too long").exception();
  }
}
