package freshet.model.artifact;

import java.util.List;

/**
 * What a model must be able to do, whoever has trained it: the agreement between an artifact and
 * what serves it.
 *
 * <p>The artifact is a TorchScript module with two methods. {@code n} items, {@code f} words each,
 * {@code b} users, {@code t} interactions each, {@code d} the manifest's {@code dimensions}:
 *
 * <ul>
 *   <li>{@code items(ids: int64[n], features: int64[n, f]) → float32[n, d]} gives items their
 *       vectors. {@code ids} are places in the manifest's {@code items}, counted from 1; 0 is an
 *       item that was not learned. {@code features} are places in the manifest's {@code features},
 *       counted from 1; 0 fills up. An item's words are {@code tag:…}, {@code category:…}, {@code
 *       type:…} and {@code author:…}.
 *   <li>{@code user(vectors: float32[b, t, d], types: int64[b, t], ages: float32[b, t], lengths:
 *       int64[b]) → float32[b, d]} gives users theirs. {@code vectors} are those of the items they
 *       touched, the earliest first, filled up with zeros behind; {@code types} places in the
 *       manifest's {@code types}, counted from 1, 0 a type that was not learned; {@code ages} how
 *       many seconds before the request each happened, 0 where it fills up; {@code lengths} how
 *       many there are, 1 to the manifest's {@code history}.
 * </ul>
 *
 * <p>The dot product of a user and an item is a logit: its softmax over the catalogue is the chance
 * that the user turns to the item next. Both methods are called by several threads at once, in
 * inference mode.
 */
public final class Contract {
  /** The version of this agreement; a manifest names the one it keeps. */
  public static final int VERSION = 1;

  /** Gives items their vectors. */
  public static final String ITEMS = "items";

  /** Gives users theirs. */
  public static final String USER = "user";

  /** All of them. */
  public static final List<String> METHODS = List.of(ITEMS, USER);

  private Contract() {}
}
