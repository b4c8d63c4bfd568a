package freshet.model.reading;

import freshet.event.Interaction;
import freshet.event.InteractionType;
import freshet.event.InteractionType.Stance;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.model.spool.GroupedLog;
import freshet.model.spool.Grouping;
import freshet.model.spool.Scratch;
import freshet.model.spool.Spool;
import freshet.model.spool.SpoolException;
import freshet.model.training.Examples;
import freshet.model.training.HeldOut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Takes in a log, event by event in any order and then what is said of its items, and gives back
 * what can be learned from it.
 *
 * <p>Interactions go to temporary files, 52 bytes each. In memory are held: ids of users and of
 * items that were touched, words of content, for each item a counter and its words, for each user a
 * place, and while they are ordered all interactions of one user.
 */
public final class TrainingLog implements Intake, AutoCloseable {
  private static final int LEAST_INTERACTIONS = 100;
  private static final int LEAST_ITEMS = 10;

  private final Path folder;
  private final Scratch scratch;
  private final Spool spool;
  private final int eventIds;
  private final long perMap;
  private final Numbering users = new Numbering();
  private final Numbering items = new Numbering();
  private final TypeNumbers types;
  private final ContentNotes notes = new ContentNotes();
  private final Map<Integer, Long> forgotten = new HashMap<>();
  private GroupedLog grouped;
  private long newest = Long.MIN_VALUE;

  /**
   * An empty log.
   *
   * @param folder where temporary files are kept
   * @param eventIds how many event ids are remembered per user to recognise repeats
   * @throws SpoolException if nothing can be written there
   */
  public TrainingLog(Path folder, InteractionTypes types, int eventIds) {
    this(folder, types, eventIds, Scratch.in(folder), Grouping.LARGEST_MAP);
  }

  TrainingLog(Path folder, InteractionTypes types, int eventIds, Scratch scratch, long perMap) {
    this.folder = folder;
    this.scratch = scratch;
    this.eventIds = eventIds;
    this.perMap = perMap;
    this.types = new TypeNumbers(types);
    try {
      this.spool = new Spool(scratch.open());
    } catch (IOException e) {
      throw new SpoolException(folder, e);
    }
  }

  /**
   * Takes an interaction.
   *
   * @throws SpoolException if it cannot be kept
   */
  @Override
  public void add(Interaction interaction) {
    long millis = interaction.time().toEpochMilli();
    newest = Math.max(newest, millis);
    try {
      spool.append(
          users.numberOf(interaction.user().value()),
          items.numberOf(interaction.item().value()),
          types.numberOf(interaction.type()),
          millis,
          hash(interaction.id().value()));
    } catch (IOException e) {
      throw new SpoolException(folder, e);
    }
  }

  /** Takes what is said of an item, in place of what was said before; after all interactions. */
  @Override
  public void describe(Item item) {
    int number = items.find(item.id().value());
    if (number >= 0) {
      notes.describe(number, item);
    }
  }

  /** Forgets what was said of an item. */
  @Override
  public void withdraw(ItemId item) {
    notes.withdraw(items.find(item.value()));
  }

  @Override
  public void forget(UserId user, Instant until) {
    forgotten.merge(users.numberOf(user.value()), until.toEpochMilli(), Math::max);
  }

  private boolean isForgotten(int user, long millis) {
    return !forgotten.isEmpty() && millis <= forgotten.getOrDefault(user, Long.MIN_VALUE);
  }

  /** How many interactions it has taken. */
  @Override
  public long size() {
    return spool.size();
  }

  /**
   * What can be learned from all that was taken; asked once.
   *
   * @param timed whether event times mean anything
   * @throws TooLittleToLearnException if that is too little
   * @throws SpoolException if the disk is full
   */
  public Learnable learnable(Scope scope, boolean timed) {
    try {
      return read(scope, timed);
    } catch (IOException e) {
      throw new SpoolException(folder, e);
    }
  }

  private Learnable read(Scope scope, boolean timed) throws IOException {
    if (scope.last().isPresent() && !timed) {
      throw new TooLittleToLearnException(
          "the log has no event times to tell its last days by; leave --days out");
    }
    long since =
        scope.last().map(last -> newest - last.toMillis()).orElse(Long.MIN_VALUE).longValue();
    boolean[] kept = keptItems(scope, since);
    grouped =
        new Grouping(scratch, eventIds, perMap)
            .group(
                spool,
                users.size(),
                (user, item, millis) -> millis > since && kept[item] && !isForgotten(user, millis));
    HoldOut holdOut = scope.holdOut().orElseGet(timed ? HoldOut::lastPeriod : HoldOut::lastTwo);
    int[] learned = holdOut.learned(grouped);
    Learned facts = Learned.of(grouped, learned, items.size());
    require(facts);
    int[] numbered = byCount(facts.ofItem());
    int[] numbers = new int[items.size()];
    for (int i = 0; i < numbered.length; i++) {
      numbers[numbered[i]] = i + 1;
    }
    grouped.renumber(numbers);
    List<HeldOut.Case> cases =
        holdOut.cases(grouped, learned, types.against(), new SplittableRandom(scope.seed()));
    if (cases.isEmpty()) {
      throw new TooLittleToLearnException(
          "nobody turned to an item that was new to them in what is held out, so nothing tells how"
              + " well a model does; give more interactions, or another --hold-out");
    }
    ContentNotes.Described described = notes.about(numbered);
    return new Learnable(
        new Examples(grouped, learned, cases, scope.history(), timed),
        described.content(),
        Arrays.stream(numbered).mapToObj(items::name).toList(),
        described.features(),
        types.names(),
        types.against(),
        holdOut,
        facts.users(),
        facts.interactions(),
        Optional.of(Instant.ofEpochMilli(facts.from())).filter(any -> timed),
        Optional.of(Instant.ofEpochMilli(facts.to())).filter(any -> timed));
  }

  private boolean[] keptItems(Scope scope, long since) throws IOException {
    long[] counts = new long[items.size()];
    spool.forEach(
        (user, item, type, millis, event) -> {
          if (millis > since && type > 0 && !isForgotten(user, millis)) {
            counts[item]++;
          }
        });
    boolean[] kept = new boolean[counts.length];
    Arrays.stream(byCount(counts))
        .filter(item -> !scope.hides(items.name(item)))
        .limit(scope.mostItems())
        .filter(item -> counts[item] >= scope.minItemCount())
        .forEach(item -> kept[item] = true);
    return kept;
  }

  /** Items that have any, those with most first. */
  private static int[] byCount(long[] counts) {
    return IntStream.range(0, counts.length)
        .filter(item -> counts[item] > 0)
        .boxed()
        .sorted(Comparator.comparingLong((Integer item) -> -counts[item]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void require(Learned facts) {
    long often = Arrays.stream(facts.ofItem()).filter(count -> count >= 2).count();
    if (facts.interactions() < LEAST_INTERACTIONS) {
      throw new TooLittleToLearnException(
          "there are %,d interactions to learn from and at least %d are needed; give a longer log, or more --days"
              .formatted(facts.interactions(), LEAST_INTERACTIONS));
    }
    if (often < LEAST_ITEMS) {
      throw new TooLittleToLearnException(
          "%,d items have two interactions to learn from and at least %d are needed; give a longer log, or more --days"
              .formatted(often, LEAST_ITEMS));
    }
  }

  /** FNV-1a, as profiles hash them; 0 is kept for events without an id. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }

  /** Deletes the temporary files. */
  @Override
  public void close() {
    try (spool) {
      if (grouped != null) {
        grouped.close();
      }
    } catch (IOException e) {
      throw new SpoolException(folder, e);
    }
  }

  /** Numbers of interaction types, from 1 as they are met; negative where one takes back. */
  private static final class TypeNumbers {
    private final InteractionTypes known;
    private final List<InteractionType> met = new ArrayList<>();

    TypeNumbers(InteractionTypes known) {
      this.known = known;
    }

    int numberOf(InteractionType type) {
      if (type.stance() == Stance.UNDO) {
        return -numberOf(known.find(type.undoes().orElseThrow()).orElseThrow());
      }
      int place = met.indexOf(type);
      if (place < 0) {
        met.add(type);
        return met.size();
      }
      return place + 1;
    }

    List<String> names() {
      return met.stream().map(InteractionType::name).toList();
    }

    boolean[] against() {
      boolean[] against = new boolean[met.size() + 1];
      for (int i = 0; i < met.size(); i++) {
        against[i + 1] = met.get(i).stance() == Stance.AGAINST;
      }
      return against;
    }
  }
}
