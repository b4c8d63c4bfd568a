package freshet.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.avro.MixtureRecord;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.Layer;
import freshet.recommend.Lesson;
import freshet.recommend.Mixture;
import freshet.recommend.NeighbourSettings;
import freshet.recommend.Popularity;
import freshet.recommend.Sources;
import freshet.recommend.UserHistory;
import freshet.recommend.memory.InMemoryCatalogue;
import freshet.recommend.memory.InMemoryNeighbourhood;
import freshet.registry.EmbeddedRegistry;
import freshet.registry.LocalRegistry;
import freshet.registry.ValueSerdes;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MixtureTeacherTest {
  private static final ItemId HIT = new ItemId("hit");
  private static final List<HalfLife> HALF_LIVES =
      List.of(new HalfLife(Duration.ofHours(1)), HalfLife.NEVER);
  private static final Mixture BEGINNING =
      new Mixture(
          Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, 0.3, Layer.POPULARITY, 0.3),
          List.of(0.5, 0.5),
          0);

  /** An hour's hit that is nothing in all time. */
  private static final Popularity POPULARITY =
      new Popularity() {
        private final Map<Optional<ContentType>, List<Popular>> tops =
            Map.of(Optional.empty(), List.of(new Popular(HIT, 9, List.of(0.5, 0.001))));

        @Override
        public List<HalfLife> halfLives() {
          return HALF_LIVES;
        }

        @Override
        public Map<Optional<ContentType>, List<Popular>> tops() {
          return tops;
        }
      };

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Topic<String, MixtureRecord> topic =
      MixtureTopic.topic(
          "",
          ValueSerdes.from(
                  Map.of("auto.register.schemas", true),
                  new LocalRegistry(new EmbeddedRegistry(new freshet.registry.InMemorySchemaLog())))
              .of(MixtureRecord.class));
  private final MixtureView view = new MixtureView(BEGINNING, HALF_LIVES);
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final MixtureTeacher teacher =
      new MixtureTeacher(
          "1",
          view,
          HALF_LIVES,
          () ->
              Sources.over(
                  new InMemoryCatalogue(),
                  new InMemoryNeighbourhood(),
                  POPULARITY,
                  view,
                  new NeighbourSettings(10, 1, 1, 1, List.of())),
          ready::get,
          new TopicWriter(producer),
          topic);

  @AfterEach
  void close() {
    teacher.close();
  }

  private static Lesson lesson() {
    return new Lesson(UserHistory.EMPTY, HIT);
  }

  private MixtureRecord published(int index) {
    return topic
        .values()
        .deserializer()
        .deserialize("mixtures", producer.history().get(index).value());
  }

  @Test
  void what_lessons_teach_is_published_under_the_instance_s_name() {
    teacher.start();
    await()
        .untilAsserted(
            () -> {
              teacher.offer(MixtureTeacherTest::lesson);
              assertThat(producer.history()).isNotEmpty();
            });

    assertThat(producer.history().get(0).key()).isEqualTo(new byte[] {'1'});
    assertThat(published(0).getLessons()).isPositive();
    assertThat(published(0).getHalfLifeWeights().get(0)).isGreaterThan(0.5);
  }

  @Test
  void no_more_lessons_are_made_than_there_is_time_for() {
    AtomicInteger made = new AtomicInteger();
    long began = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      teacher.offer(
          () -> {
            made.incrementAndGet();
            return lesson();
          });
    }
    long most = (System.nanoTime() - began) / MixtureTeacher.BETWEEN_LESSONS.toNanos() + 1;

    assertThat(made.get()).isBetween(1, (int) most);
  }

  @Test
  void where_state_cannot_be_read_nothing_is_learned() {
    ready.set(false);
    teacher.start();
    AtomicInteger made = new AtomicInteger();
    await()
        .until(
            () -> {
              teacher.offer(
                  () -> {
                    made.incrementAndGet();
                    return lesson();
                  });
              return made.get() >= 8;
            });
    teacher.close();

    assertThat(producer.history()).isEmpty();
  }

  @Test
  void what_was_learned_last_is_published_at_the_end() {
    teacher.start();
    AtomicInteger made = new AtomicInteger();
    await()
        .until(
            () -> {
              teacher.offer(
                  () -> {
                    made.incrementAndGet();
                    return lesson();
                  });
              return made.get() >= 3;
            });
    teacher.close();

    assertThat(producer.history()).isNotEmpty();
    assertThat(published(producer.history().size() - 1).getLessons()).isPositive();
  }
}
