package freshet.query.peer;

/**
 * What one instance says to ask another for the value of a key: {@code GET
 * /internal/state/STORE/KEY}, the key in the bytes of the store and URL-safe Base64. The answer is
 * 200 with the value's bytes, 204 if there is surely none, and anything else if that cannot be
 * said. Who asks says whose state it means: while the instances of one address after the other are
 * replaced by those of another generation, an address may not be who it was.
 */
public final class PeerProtocol {
  /** Before the name of the store and the key. */
  public static final String PATH = "/internal/state/";

  /** Query parameter: {@code true} if the value of a standby will do. */
  public static final String STANDBYS = "standbys";

  /** Header of a question: the {@code application.id} whose state is meant. */
  public static final String APPLICATION = "Freshet-Application";

  /** Header of an answer: {@code true} if it is that of a standby. */
  public static final String STALE = "Freshet-Stale";

  /** The longest key in Base64: an id of 256 characters of four bytes each, and some room. */
  public static final int MAX_KEY = 2_048;

  private PeerProtocol() {}
}
