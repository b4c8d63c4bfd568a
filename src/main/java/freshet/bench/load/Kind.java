package freshet.bench.load;

import freshet.bench.Workload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be asked for a user of the {@link Workload}, drawn all alike. */
public enum Kind {
  /** Recommendations and nothing else: what the others are compared with. */
  PLAIN {
    @Override
    Asker asker(int users, int items, RandomGenerator random) {
      return each(users, random, Kind::recommendations);
    }
  },
  /** The feed in the order that suits the user. */
  FEED {
    @Override
    Asker asker(int users, int items, RandomGenerator random) {
      return each(users, random, user -> "/v1/feed?sort=foryou&user=" + user + "&k=" + K);
    }
  },
  /** A list of {@value #RANKED} of the caller's own items, in the user's order. */
  RANKING {
    @Override
    Asker asker(int users, int items, RandomGenerator random) {
      int ranked = Math.min(RANKED, items);
      return connection -> {
        String path = "/v1/users/" + drawn(users, random) + "/ranking";
        String body = own(ranked, items, random);
        HttpAnswer answer = connection.post(path, "application/json", body);
        return SlateAnswer.whole(answer, "POST " + path, ranked);
      };
    }
  },
  /** Recommendations that pass a condition, as about every fifth item does. */
  FILTER {
    @Override
    Asker asker(int users, int items, RandomGenerator random) {
      return each(users, random, user -> recommendations(user) + "&filter=" + CONDITION);
    }
  },
  /** Page after page of recommendations, {@value #PAGES} for a user, each after the one before. */
  CURSOR {
    @Override
    Asker asker(int users, int items, RandomGenerator random) {
      return new Scrolling(users, random);
    }
  };

  /** Items of every slate, but of a ranking. */
  static final int K = 10;

  private static final int RANKED = 100;
  private static final int PAGES = 5;
  private static final String CONDITION =
      URLEncoder.encode("type = \"article\" and age < 60d", StandardCharsets.UTF_8);

  /**
   * Asks for one thing after the other.
   *
   * @param users how many there are
   * @param items how many there are
   */
  abstract Asker asker(int users, int items, RandomGenerator random);

  /** The kind, other than the plain one, with this {@link #label}; empty if there is none. */
  public static Optional<Kind> besides(String label) {
    return Stream.of(values())
        .filter(kind -> kind != PLAIN && kind.label().equals(label))
        .findFirst();
  }

  /** As it is written on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Asks again and again; used by one thread. */
  @FunctionalInterface
  interface Asker {
    /**
     * Asks once.
     *
     * @throws freshet.bench.FailedBenchException if the answer is not a full slate
     */
    SlateAnswer ask(HttpConnection connection);
  }

  /** What is asked for one user. */
  @FunctionalInterface
  private interface Path {
    String of(String user);
  }

  private static Asker each(int users, RandomGenerator random, Path path) {
    return connection -> get(connection, path.of(drawn(users, random)));
  }

  private static SlateAnswer get(HttpConnection connection, String path) {
    return SlateAnswer.full(connection.get(path), "GET " + path, K);
  }

  private static String recommendations(String user) {
    return "/v1/users/" + user + "/recommendations?k=" + K;
  }

  private static String drawn(int users, RandomGenerator random) {
    return Workload.user(random.nextInt(users)).value();
  }

  private static String own(int count, int items, RandomGenerator random) {
    Set<Integer> ranks = new HashSet<>();
    while (ranks.size() < count) {
      ranks.add(random.nextInt(items));
    }
    return ranks.stream()
        .map(rank -> "\"" + Workload.item(rank).value() + "\"")
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }

  /** Goes on where the answer before ended. */
  private static final class Scrolling implements Asker {
    private final int users;
    private final RandomGenerator random;
    private String next = "";
    private int pages;

    Scrolling(int users, RandomGenerator random) {
      this.users = users;
      this.random = random;
    }

    @Override
    public SlateAnswer ask(HttpConnection connection) {
      if (pages == 0) {
        next = recommendations(drawn(users, random));
      }
      String first = next.split("&cursor=", 2)[0];
      SlateAnswer page = get(connection, next);
      next = first + "&cursor=" + page.cursor().orElse("");
      pages = page.cursor().isEmpty() ? 0 : (pages + 1) % PAGES;
      return page;
    }
  }
}
