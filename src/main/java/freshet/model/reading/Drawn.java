package freshet.model.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A sample of bounded size in which each that was offered is with the same chance (Vitter 1985).
 */
final class Drawn<T> {
  private final int most;
  private final SplittableRandom random;
  private final List<T> kept = new ArrayList<>();
  private long offered;

  Drawn(int most, SplittableRandom random) {
    this.most = most;
    this.random = random;
  }

  void offer(T one) {
    offered++;
    if (kept.size() < most) {
      kept.add(one);
      return;
    }
    long place = random.nextLong(offered);
    if (place < most) {
      kept.set((int) place, one);
    }
  }

  List<T> toList() {
    return List.copyOf(kept);
  }
}
