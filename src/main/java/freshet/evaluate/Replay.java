package freshet.evaluate;

import freshet.catalog.ItemIndex;
import freshet.cooccurrence.CooccurrenceSettings;
import freshet.cooccurrence.InMemoryRows;
import freshet.event.Effect;
import freshet.event.Interaction;
import freshet.event.InteractionType.Stance;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.popularity.InMemoryCounts;
import freshet.popularity.PopularitySettings;
import freshet.profile.InMemoryProfiles;
import freshet.profile.ProfileSettings;
import freshet.recommend.CandidateSource;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import freshet.recommend.HistoryReader.Known;
import freshet.recommend.Layer;
import freshet.recommend.Lesson;
import freshet.recommend.Mixture;
import freshet.recommend.MixtureLearner;
import freshet.recommend.RecommendSettings;
import freshet.recommend.Recommender;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.SlateRequest;
import freshet.recommend.Sources;
import freshet.recommend.UserHistory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Freshet as it would be at each moment of a log: the aggregates of the topology, the catalogue as
 * far as it existed, and the recommender that answers requests.
 */
final class Replay {
  /** The settings that decide what is learned and what is answered. */
  record Settings(
      ProfileSettings profile,
      CooccurrenceSettings cooccurrence,
      PopularitySettings popularity,
      RecommendSettings recommend) {}

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
  private final Recommender recommender;
  private Instant now = Instant.EPOCH;
  private Mixture mixture;
  private long offered;

  Replay(EvaluatedLog log, Settings settings) {
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
    recommender =
        new Recommender(
            profiles,
            catalogue,
            rows,
            counts,
            this::mixture,
            settings.recommend(),
            new EventTimeClock(),
            (layer, error) -> {
              throw error;
            });
  }

  /** Time as the log tells it. */
  private final class EventTimeClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Moves on to an event: what was made before it is known. */
  void moveTo(Instant time) {
    now = time;
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

  /** A ranking's answer to one case: the right item's rank, and what stood first. */
  record Answer(double rank, List<ItemId> top) {}

  /** What each layer by itself would show. */
  Map<Layer, Answer> layers(Interaction target, int k, boolean again) {
    UserHistory history = history(target.user());
    Set<ItemId> excluded = again ? new HashSet<>(history.hidden()) : history.excluded();
    Question question =
        new Question(history, Optional.empty(), candidate -> !excluded.contains(candidate));
    Map<Layer, Answer> answers = new EnumMap<>(Layer.class);
    for (CandidateSource source : sources.all()) {
      answers.put(source.layer(), rank(source.opinion(question), target.item(), excluded, k));
    }
    return answers;
  }

  private record Scored(ItemId item, double score) {}

  private Answer rank(Opinion opinion, ItemId target, Set<ItemId> excluded, int k) {
    List<Scored> scored = new ArrayList<>();
    for (ItemId item : opinion.candidates()) {
      double score = opinion.score(item);
      if (score > 0 && !excluded.contains(item)) {
        scored.add(new Scored(item, score));
      }
    }
    scored.sort(
        Comparator.comparingDouble(Scored::score)
            .reversed()
            .thenComparing(one -> one.item().value()));
    List<ItemId> top = scored.stream().limit(k).map(Scored::item).toList();
    if (!known.contains(target)) {
      return new Answer(Double.POSITIVE_INFINITY, top);
    }
    double said = opinion.score(target);
    int better = 0;
    int equal = 0;
    for (Scored one : scored) {
      better += one.score() > said ? 1 : 0;
      equal += one.score() == said && !one.item().equals(target) ? 1 : 0;
    }
    if (said <= 0) {
      // Among all the items the layer has nothing to say about.
      equal = Math.max(0, known.size() - excluded.size() - scored.size() - 1);
    }
    return new Answer(1 + better + equal / 2.0, top);
  }

  /** What would be shown: the slate of all layers together. */
  Answer ladder(Interaction target, int k, boolean again) {
    Slate slate =
        recommender.recommend(
            new SlateRequest(target.user(), k, Optional.empty(), Set.of(), again));
    List<ItemId> top = slate.items().stream().map(SlateItem::item).toList();
    int place = top.indexOf(target.item());
    return new Answer(place < 0 ? Double.POSITIVE_INFINITY : place + 1, top);
  }
}
