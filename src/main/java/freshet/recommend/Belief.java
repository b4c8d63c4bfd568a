package freshet.recommend;

/** How what speaks against an item tempers what speaks for it. */
final class Belief {
  private Belief() {}

  /**
   * The part of a belief that is left: as large a part as what speaks for the item is of all that
   * is said. With nothing against it all is left, with as much against as for it half, and what
   * nothing speaks for gets nothing.
   *
   * @param speaking for the item, 0 or more
   * @param against the item, 0 or more
   * @return 0 to 1
   */
  static double tempered(double speaking, double against) {
    return speaking <= 0 ? 0 : Math.min(1, speaking * (speaking / (speaking + against)));
  }
}
