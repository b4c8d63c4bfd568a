package freshet.replay;

/** Is told of every row that could not be read; reading goes on after it. */
@FunctionalInterface
public interface BadRows {
  /** Takes no notice. */
  BadRows IGNORED = (reason, origin) -> {};

  /**
   * One row is left out.
   *
   * @param reason what is wrong, and the cure
   * @param origin where the row stands
   */
  void refused(String reason, Origin origin);
}
