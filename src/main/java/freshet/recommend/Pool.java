package freshet.recommend;

/**
 * How the model's belief is joined with what the other layers together believe: both have a say in
 * every item, as in a logarithmic opinion pool (Genest and Zidek 1986), a weighted geometric mean.
 * An item's score is {@code model ^ 1/(1+e) · (others / largest + floor) ^ e/(1+e)}, where {@code
 * others} is the mixture of the other layers and {@code largest} its largest value in the slate's
 * candidates. The weights add up to one, so that youth and diversity count as they do without a
 * model.
 *
 * @param exponent e: how much the others count, 0 (not at all) to 10 (nearly alone)
 * @param floor what an item is granted about which the others say nothing, above 0 to 1
 */
public record Pool(double exponent, double floor) {
  public Pool {
    if (!(exponent >= 0 && exponent <= 10)) {
      throw new IllegalArgumentException("the exponent is " + exponent + "; give 0 to 10");
    }
    if (!(floor > 0 && floor <= 1)) {
      throw new IllegalArgumentException("the floor is " + floor + "; give above 0 to 1");
    }
  }

  /**
   * The joined score.
   *
   * @param model the model's belief
   * @param others what the other layers together believe
   * @param largest the largest of those, 0 if they say nothing
   */
  double joined(double model, double others, double largest) {
    double share = largest > 0 ? others / largest : 0;
    return Math.pow(model * Math.pow(share + floor, exponent), 1 / (1 + exponent));
  }
}
