package freshet.cooccurrence;

/** Spreads numbers that lie close together. */
final class Hashes {
  private Hashes() {}

  /**
   * Murmur3's finalizer (Appleby 2008): every bit of the number changes about half of the result.
   */
  static int mixed(int number) {
    int mixed = (number ^ (number >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
