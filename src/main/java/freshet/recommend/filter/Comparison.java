package freshet.recommend.filter;

/** How two values may compare. */
enum Comparison {
  LESS("<"),
  AT_MOST("<="),
  EQUAL("="),
  NOT_EQUAL("!="),
  AT_LEAST(">="),
  MORE(">");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** As it is written. */
  String sign() {
    return sign;
  }

  /**
   * Whether two values compare so.
   *
   * @param order below 0, 0 or above 0, as comparators give it
   */
  boolean holds(int order) {
    return switch (this) {
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case AT_LEAST -> order >= 0;
      case MORE -> order > 0;
    };
  }
}
