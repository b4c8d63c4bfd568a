package freshet.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import freshet.engagement.EngagementReader;
import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.UserId;
import freshet.http.person.Persons;
import freshet.profile.KafkaErasures;
import freshet.profile.PersonReader;
import freshet.query.StateAnswer;
import freshet.recommend.KeptProfile;
import freshet.recommend.impression.ShownSlate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is kept about people, in Kafka and in the stores. */
final class KafkaPersons implements Persons {
  private final KafkaErasures erasures;
  private final PersonReader reader;
  private final EngagementReader engagement;
  private final Clock clock;

  /** What was accepted here and may not have reached the store yet. */
  private final Cache<ErasureId, Erasure> accepted =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  KafkaPersons(
      KafkaErasures erasures, PersonReader reader, EngagementReader engagement, Clock clock) {
    this.erasures = erasures;
    this.reader = reader;
    this.engagement = engagement;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Void> erase(UserId user, ErasureId id) {
    Instant now = clock.instant();
    return erasures
        .accept(id, user, now)
        .thenRun(() -> accepted.put(id, Erasure.accepted(id, now)));
  }

  @Override
  public StateAnswer<Erasure> erasure(ErasureId id) {
    StateAnswer<Erasure> answer = reader.erasure(id);
    if (!(answer instanceof StateAnswer.Absent<Erasure>)) {
      return answer;
    }
    Erasure known = accepted.getIfPresent(id);
    return known == null ? answer : new StateAnswer.Found<>(known);
  }

  @Override
  public CompletableFuture<Void> merge(UserId from, UserId into) {
    return erasures.log().merge(from, into);
  }

  @Override
  public StateAnswer<KeptProfile> profile(UserId user) {
    return reader.profile(user);
  }

  @Override
  public StateAnswer<List<ShownSlate>> slates(UserId user) {
    return engagement.slates(user);
  }
}
