package freshet.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All readers; a few come often, most come seldom (Zipf). */
final class Crowd {
  private static final double ZIPF_EXPONENT = 0.6;
  private static final int ATTEMPTS = 30;
  private static final List<String> NAMES =
      List.of(
          "ada", "alan", "amir", "anna", "bea", "ben", "carla", "chen", "dora", "edsger", "elif",
          "emma", "farid", "finn", "grace", "hana", "hugo", "ida", "ivan", "jana", "joao", "karl",
          "kira", "lea", "linus", "lucia", "mads", "maya", "mei", "milo", "nils", "nora", "olga",
          "omar", "paul", "petra", "quentin", "ravi", "rosa", "sami", "sofia", "tariq", "theo",
          "tilda", "uma", "vera", "viktor", "wanda", "xenia", "yuki");

  private final List<Reader> readers = new ArrayList<>();
  private final Map<String, Reader> byName = new HashMap<>();
  private final double[] upTo;

  Crowd(int size, RandomGenerator random) {
    upTo = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      String name = NAMES.get(i % NAMES.size()) + "-" + (i / NAMES.size() + 1);
      Reader reader = new Reader(name, random);
      readers.add(reader);
      byName.put(name, reader);
      sum += 1 / Math.pow(i + 1, ZIPF_EXPONENT);
      upTo[i] = sum;
    }
  }

  List<String> names() {
    return readers.stream().map(Reader::name).toList();
  }

  int size() {
    return readers.size();
  }

  Optional<Reader> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Whoever comes next; somebody who is free, unless the same busy ones are met again and again.
   */
  Reader next(Instant time, RandomGenerator random) {
    Reader reader = any(random);
    for (int i = 0; i < ATTEMPTS && !reader.free(time); i++) {
      reader = any(random);
    }
    return reader;
  }

  private Reader any(RandomGenerator random) {
    int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return readers.get(Math.min(at < 0 ? -at - 1 : at, readers.size() - 1));
  }
}
