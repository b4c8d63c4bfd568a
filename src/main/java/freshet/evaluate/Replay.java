package freshet.evaluate;

import freshet.catalog.ItemIndex;
import freshet.cooccurrence.InMemoryRows;
import freshet.event.Effect;
import freshet.event.Interaction;
import freshet.event.InteractionType.Stance;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.popularity.InMemoryCounts;
import freshet.profile.InMemoryProfiles;
import freshet.recommend.CandidateSource;
import freshet.recommend.HistoryReader.Known;
import freshet.recommend.Lesson;
import freshet.recommend.Mixture;
import freshet.recommend.MixtureLearner;
import freshet.recommend.RecommendSettings;
import freshet.recommend.Recommender;
import freshet.recommend.Sources;
import freshet.recommend.UserHistory;
import freshet.recommend.impression.ImpressionReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Freshet as it would be at each moment of a log: the aggregates of the topology, the catalogue as
 * far as it existed, and the recommender that answers requests.
 */
final class Replay {
  /** Where events flow there is time for some ten lessons a second, however many events. */
  private static final long MANY = 40_000;

  private static final int EVERY_WHEN_FEW = 8;
  private static final int EVERY_WHEN_MANY = 64;

  private final InMemoryProfiles profiles;
  private final InMemoryRows rows;
  private final InMemoryCounts counts;
  private final ItemIndex catalogue = new ItemIndex();
  private final Deque<Item> unborn;
  private final Set<ItemId> known = new HashSet<>();
  private final Sources sources;
  private final Optional<MixtureLearner> learner;
  private final RecommendSettings settings;
  private final List<EvaluatedModel> models = new ArrayList<>();
  private final List<Interaction> learned = new ArrayList<>();
  private final LogClock clock = new LogClock();

  /** When the case happened: it may have been long before what is learned already. */
  private final LogClock asked = new LogClock();

  private Mixture mixture;
  private long offered;

  Replay(EvaluatedLog log, ReplaySettings settings) {
    this.settings = settings.recommend();
    mixture = settings.recommend().mixture();
    unborn = new ArrayDeque<>(log.itemsByAge());
    profiles = new InMemoryProfiles(settings.profile());
    rows = new InMemoryRows(settings.cooccurrence());
    counts =
        new InMemoryCounts(settings.popularity(), item -> catalogue.find(item).map(Item::type));
    sources =
        Sources.over(catalogue, rows, counts, this::mixture, settings.recommend().neighbours());
    learner =
        settings.recommend().learn()
            ? Optional.of(new MixtureLearner(sources, mixture))
            : Optional.empty();
  }

  /** Moves on to an event: what was made before it is known. */
  void moveTo(Interaction event) {
    Instant time = event.time();
    clock.set(time);
    asked.set(time);
    models.forEach(model -> model.moveTo(time, Collections.unmodifiableList(learned)));
    while (!unborn.isEmpty() && unborn.peek().created().orElse(Instant.MIN).isBefore(time)) {
      Item item = unborn.poll();
      catalogue.put(item);
      known.add(item.id());
    }
  }

  /** Learns from an event, as the topology does. */
  void learn(Interaction event) {
    teach(event);
    for (Effect effect : profiles.learn(event)) {
      rows.learn(effect);
      counts.learn(effect);
    }
    known.add(event.item());
    if (!models.isEmpty()) {
      learned.add(event);
    }
  }

  /** Some events are lessons on the mixture, as they are where events flow. */
  private void teach(Interaction event) {
    if (learner.isEmpty() || event.type().stance() != Stance.FOR) {
      return;
    }
    int every = offered < MANY ? EVERY_WHEN_FEW : EVERY_WHEN_MANY;
    if (offered++ % every == 0) {
      learner.get().learn(new Lesson(history(event.user()), event.item()));
      mixture = learner.get().mixture();
    }
  }

  private Mixture mixture() {
    return mixture;
  }

  /** Takes an event into its user's own history, and learns nothing for others from it. */
  void remember(Interaction event) {
    var unused = profiles.learn(event);
    known.add(event.item());
  }

  UserHistory history(UserId user) {
    return ((Known) profiles.read(user)).history();
  }

  /** How many interactions of a user are known, as far as the profile reaches. */
  int known(UserId user) {
    UserHistory history = history(user);
    return history.recent().size() + history.earlier().size();
  }

  /** How many items have been seen so far. */
  int items() {
    return known.size();
  }

  /** Whether an item has been seen so far. */
  boolean knows(ItemId item) {
    return known.contains(item);
  }

  /** A question is asked about this moment. */
  void askedAt(Instant time) {
    asked.set(time);
  }

  /** The items that exist at the moment. */
  ItemIndex catalogue() {
    return catalogue;
  }

  /** What a model by itself believes, at each moment from now on. */
  CandidateSource source(EvaluatedModel model) {
    models.add(model);
    return model.over(catalogue, asked);
  }

  /** A ladder over this replay, with a model of its own or without one. */
  Ladder ladder(Optional<EvaluatedModel> model) {
    Optional<CandidateSource> first = model.map(this::source);
    List<CandidateSource> all = new ArrayList<>();
    first.ifPresent(all::add);
    all.addAll(sources.all());
    return new Ladder(
        this,
        all,
        new Recommender(
            profiles,
            catalogue,
            rows,
            counts,
            this::mixture,
            all,
            ImpressionReader.NONE,
            settings,
            clock,
            (layer, error) -> {
              throw error;
            }));
  }
}
