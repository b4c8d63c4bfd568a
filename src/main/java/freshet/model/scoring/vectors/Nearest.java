package freshet.model.scoring.vectors;

/** Finds the items whose vectors have the largest dot product with a user's. */
public interface Nearest {
  /**
   * What a user's vector says about the items.
   *
   * @param user as long as the vectors of the items are
   */
  Beliefs beliefs(float[] user);
}
