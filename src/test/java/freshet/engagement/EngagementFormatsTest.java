package freshet.engagement;

import static freshet.engagement.Shows.START;
import static freshet.engagement.Shows.did;
import static freshet.engagement.Shows.slate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.avro.ShownItemRecord;
import freshet.avro.SlateRecord;
import freshet.recommend.Layer;
import freshet.recommend.Reason;
import freshet.recommend.experiment.Group;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Dimension;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ServedSlate.Endpoint;
import freshet.recommend.impression.ServedSlate.Place;
import freshet.recommend.impression.Sums;
import freshet.recommend.impression.Tally;
import freshet.stream.StateFormat;
import freshet.stream.StateSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** What is kept and sent about slates, and how it is read back. */
class EngagementFormatsTest {
  private static final EngagementSettings SETTINGS =
      new EngagementSettings(1, 32, Duration.ofDays(1), 30, Duration.ofSeconds(1));

  private static <T> T roundTrip(StateFormat<T> format, T value) {
    StateSerde<T> serde = new StateSerde<>(format);
    byte[] stored = serde.serializer().serialize("t", value);
    byte[] cut = Arrays.copyOf(stored, stored.length - 1);
    assertThatThrownBy(() -> serde.deserializer().deserialize("t", cut))
        .isInstanceOf(SerializationException.class);
    return serde.deserializer().deserialize("t", stored);
  }

  /** Every layer, reason and endpoint, in slates of every kind. */
  private static List<ServedSlate> all() {
    List<ServedSlate> slates = new ArrayList<>();
    for (Endpoint endpoint : Endpoint.values()) {
      List<Place> places = new ArrayList<>();
      for (Layer layer : Layer.values()) {
        for (Reason.Kind kind : Reason.Kind.values()) {
          places.add(new Place(new freshet.event.ItemId("é-" + places.size()), layer, kind));
        }
      }
      slates.add(
          new ServedSlate(
              "slate of " + endpoint,
              Shows.ANN,
              START.plusMillis(slates.size()),
              endpoint,
              slates.isEmpty() ? Optional.empty() : Optional.of("home"),
              slates.size() > 1 ? Optional.empty() : Optional.of("m"),
              slates.isEmpty() ? List.of() : List.of(new Group("a", "b"), new Group("c", "d")),
              places));
    }
    return slates;
  }

  @Test
  void state_is_read_as_it_was_written() {
    UserEngagement engagement = UserEngagement.EMPTY;
    assertThat(roundTrip(new UserEngagementFormat(), engagement)).isEqualTo(engagement);
    for (ServedSlate slate : all()) {
      engagement = engagement.show(slate, SETTINGS).engagement();
    }
    engagement = engagement.answer(did("like", "é-3", "slate of FEED", 5), SETTINGS).engagement();
    UserEngagement read = roundTrip(new UserEngagementFormat(), engagement);
    assertThat(read).isEqualTo(engagement);
    assertThat(read.open(Shows.ANN)).isEqualTo(engagement.open(Shows.ANN));
    UserEngagement erased = engagement.erase(Shows.ANN, START.plusSeconds(1)).engagement();
    assertThat(roundTrip(new UserEngagementFormat(), erased)).isEqualTo(erased);

    Sums sums = Sums.ofUser(new Tally(9, 3, 2, 1));
    assertThat(roundTrip(new SumsFormat(), sums)).isEqualTo(sums);
    assertThat(sums.minus(sums)).isEqualTo(Sums.ZERO);
  }

  @Test
  void slates_and_counts_are_read_as_they_were_sent() {
    for (ServedSlate slate : all()) {
      assertThat(SlatesTopic.fromRecord(SlatesTopic.toRecord(slate))).isEqualTo(slate);
    }
    PartitionCount count =
        new PartitionCount(
            3, new Cell(Dimension.MODEL, "a:b/c"), Sums.ofUser(new Tally(9, 3, 2, 1)));
    assertThat(EngagementTopic.fromRecord(EngagementTopic.toRecord(count))).isEqualTo(count);
    assertThat(Cell.ofKey(count.cell().key())).isEqualTo(count.cell());
    assertThat(count.key()).isEqualTo("3/model:a:b/c");
  }

  @Test
  void a_slate_that_makes_no_sense_is_refused() {
    SlateRecord sound = SlatesTopic.toRecord(slate("s", 0, "a"));
    List<SlateRecord> senseless =
        List.of(
            SlateRecord.newBuilder(sound).setSlate("").build(),
            SlateRecord.newBuilder(sound).setUser("").build(),
            SlateRecord.newBuilder(sound).setEndpoint("mail").build(),
            SlateRecord.newBuilder(sound).setModel("").build(),
            SlateRecord.newBuilder(sound).setTime(java.time.Instant.ofEpochMilli(-5)).build(),
            SlateRecord.newBuilder(sound)
                .setItems(List.of(new ShownItemRecord("", "content", "tag")))
                .build(),
            SlateRecord.newBuilder(sound)
                .setItems(List.of(new ShownItemRecord("a", "crystal-ball", "tag")))
                .build());
    for (SlateRecord one : senseless) {
      assertThatThrownBy(() -> SlatesTopic.fromRecord(one))
          .as(one.toString())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_nobody_looks_at_is_cut_off() {
    List<Place> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(new Place(new freshet.event.ItemId("i" + i), Layer.MODEL, Reason.Kind.NEW));
    }
    ServedSlate slate =
        new ServedSlate(
            "s",
            Shows.ANN,
            START,
            Endpoint.RANKING,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            many);
    assertThat(slate.items()).hasSize(ServedSlate.MOST_ITEMS);
    assertThat(KeptSlate.of(slate).open(Shows.ANN).slate()).isEqualTo(slate);
  }

  @Test
  void values_beyond_the_bound_are_counted_as_other() {
    CountedCells cells = new CountedCells(2);
    cells.know(new Cell(Dimension.MODEL, "1"));
    Cell second = new Cell(Dimension.MODEL, "2");
    assertThat(cells.place(second)).isEqualTo(second);
    assertThat(cells.place(new Cell(Dimension.MODEL, "3")))
        .isEqualTo(new Cell(Dimension.MODEL, "other"));
    assertThat(cells.place(second)).isEqualTo(second);
    Cell elsewhere = new Cell(Dimension.SCENARIO, "3");
    assertThat(cells.place(elsewhere)).isEqualTo(elsewhere);
  }

  @Test
  void counts_of_all_partitions_are_added_up() {
    EngagementView view = new EngagementView();
    Cell model = new Cell(Dimension.MODEL, "m");
    Sums one = Sums.plain(new Tally(5, 1, 0, 0));
    for (int partition : new int[] {0, 1, 2}) {
      PartitionCount count = new PartitionCount(partition, model, one);
      view.apply(count.key(), EngagementTopic.toRecord(count));
    }
    PartitionCount more = new PartitionCount(1, model, one.plus(one));
    view.apply(more.key(), EngagementTopic.toRecord(more));
    view.apply("2/model:m", null);

    assertThat(view.sums()).isEqualTo(Map.of(model, one.plus(one).plus(one)));
    assertThatThrownBy(() -> view.apply("7/model:m", EngagementTopic.toRecord(more)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                view.apply(
                    "1/taste:m",
                    freshet.avro.EngagementRecord.newBuilder(EngagementTopic.toRecord(more))
                        .setDimension("taste")
                        .build()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
