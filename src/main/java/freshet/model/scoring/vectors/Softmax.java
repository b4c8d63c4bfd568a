package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Allowed;
import java.util.Iterator;

/**
 * The softmax of one user's logits, with a normaliser that is summed up in steps: logits are
 * counted in bins and only what lies within {@value #REACH} of the largest counts, which is all but
 * e^−12 of it per item. It is right to within 0.2 %, and wrong by the same factor for every item.
 */
final class Softmax implements Beliefs {
  private static final int REACH = 12;
  private static final int PER_UNIT = 256;
  private static final int BINS = REACH * PER_UNIT;

  /** What one logit in a bin adds to the normaliser, the first being the largest. */
  private static final double[] CHANCES = chances();

  /** Small numbers end somewhere; an item the model holds for hopeless keeps a belief above 0. */
  private static final double LEAST = 1e-300;

  /** A slate and what is excluded from it are among as many of the best, nearly always. */
  private static final int NEAR = 512;

  private final ItemVectors vectors;
  private final float[] logits;
  private final float largest;
  private final double normaliser;
  private final int nearBins;

  /**
   * @param logits by place; what is no number is no item
   */
  Softmax(ItemVectors vectors, float[] logits) {
    this.vectors = vectors;
    this.logits = logits;
    this.largest = largest(logits);
    int[] counts = new int[BINS];
    for (float logit : logits) {
      float below = (largest - logit) * PER_UNIT;
      if (below < BINS) {
        counts[(int) below]++;
      }
    }
    double sum = 0;
    int near = 0;
    int bins = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += counts[bin] * CHANCES[bin];
      if (near < NEAR) {
        near += counts[bin];
        bins = bin + 1;
      }
    }
    // Nothing at all was scanned: nothing is likelier than anything else.
    this.normaliser = sum == 0 ? 1 : sum;
    this.nearBins = bins;
  }

  private static double[] chances() {
    double[] chances = new double[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      chances[bin] = Math.exp(-(bin + 0.5) / PER_UNIT);
    }
    return chances;
  }

  /** Comparisons are false for what is no number. */
  private static float largest(float[] logits) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (logit > largest) {
        largest = logit;
      }
    }
    return largest == Float.NEGATIVE_INFINITY ? 0 : largest;
  }

  @Override
  public double of(ItemId item) {
    int place = vectors.place(item);
    boolean scanned = place >= 0 && place < logits.length && !Float.isNaN(logits[place]);
    float logit = scanned ? logits[place] : 0;
    // Where the model thinks little of all it knows, what it does not know is no better.
    double below = Math.max(0, largest - logit);
    return Math.min(1, Math.max(LEAST, Math.exp(-below) / normaliser));
  }

  @Override
  public Iterator<ItemId> bestFirst(Allowed allowed) {
    return new BestFirst(vectors, logits, this::isNear, allowed);
  }

  /** Whether a logit is one of the largest; what is no number is not. */
  private boolean isNear(float logit) {
    return (largest - logit) * PER_UNIT < nearBins;
  }
}
