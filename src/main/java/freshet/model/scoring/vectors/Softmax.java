package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import freshet.model.scoring.vectors.BestFirst.Scored;
import freshet.recommend.CandidateSource.Allowed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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

  /** A slate and what is excluded from it are among as many of the best, nearly always. */
  private static final int NEAR = 512;

  private final ScannedVectors vectors;
  private final float[] logits;
  private final float largest;
  private final Normaliser normaliser;
  private final int nearBins;

  /**
   * @param logits by place; what is no number is no item
   */
  Softmax(ScannedVectors vectors, float[] logits) {
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
    this.normaliser = new Normaliser(largest, sum == 0 ? 1 : sum);
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
    return scanned ? normaliser.belief(logits[place]) : normaliser.beliefOfStranger();
  }

  @Override
  public Iterator<ItemId> bestFirst(Allowed allowed) {
    // Who draws looks each item up anyway; to ask here, too, is worth it for the many only.
    return new BestFirst(List.of(() -> scored(true, any -> true), () -> scored(false, allowed)));
  }

  private List<Scored> scored(boolean near, Allowed which) {
    List<Scored> scored = new ArrayList<>();
    for (int place = 0; place < logits.length; place++) {
      float logit = logits[place];
      if (isNear(logit) == near && !Float.isNaN(logit)) {
        ItemId item = vectors.item(place);
        if (item != null && which.test(item)) {
          scored.add(new Scored(item, logit));
        }
      }
    }
    return scored;
  }

  /** Whether a logit is one of the largest; what is no number is not. */
  private boolean isNear(float logit) {
    return (largest - logit) * PER_UNIT < nearBins;
  }
}
