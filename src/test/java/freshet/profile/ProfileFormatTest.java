package freshet.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.stream.IncompatibleStateException;
import freshet.stream.StateSerde;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFormatTest {
  private static final ProfileSettings SMALL = new ProfileSettings(20, 30, 10, 40, 4, 0.5, 0);
  private final StateSerde<Profile> serde =
      new StateSerde<>(new ProfileFormat(InteractionTypes.builtIn()));

  private static Profile random(long seed, int events) {
    Random random = new Random(seed);
    List<InteractionType> types = List.copyOf(InteractionTypes.builtIn().all());
    Profile profile = Profile.EMPTY;
    for (int i = 0; i < events; i++) {
      Interaction interaction =
          new Interaction(
              new EventId("e" + i),
              new UserId("u"),
              new ItemId("ität-" + random.nextInt(80)),
              types.get(random.nextInt(types.size())),
              Instant.ofEpochMilli(Math.abs(random.nextLong() % 253_402_300_000_000L)),
              Optional.empty(),
              random.nextBoolean()
                  ? OptionalDouble.of(random.nextDouble() * 100)
                  : OptionalDouble.empty(),
              Optional.empty());
      profile = profile.apply(interaction, SMALL).profile();
    }
    return profile;
  }

  private Profile roundTrip(Profile profile) {
    return serde.deserializer().deserialize("t", serde.serializer().serialize("t", profile));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 20, 200})
  void a_profile_is_read_as_it_was_written(int events) {
    for (long seed = 0; seed < 20; seed++) {
      Profile profile = random(seed, events);
      assertThat(roundTrip(profile)).isEqualTo(profile);
    }
  }

  @Test
  void a_type_that_is_no_longer_defined_is_kept_without_weight() {
    StateSerde<Profile> fewer =
        new StateSerde<>(
            new ProfileFormat(new InteractionTypes(List.of(InteractionType.speaksFor("view", 1)))));
    byte[] stored = serde.serializer().serialize("t", random(3, 200));

    Profile read = fewer.deserializer().deserialize("t", stored);

    assertThat(read.history()).hasSize(20);
    assertThat(read.history())
        .filteredOn(entry -> !entry.type().name().equals("view"))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.type().weight()).isZero());
    assertThat(serde.deserializer().deserialize("t", fewer.serializer().serialize("t", read)))
        .isEqualTo(random(3, 200));
  }

  @Test
  void a_profile_that_was_stored_before_anybody_could_be_erased_is_read() {
    Profile profile = random(4, 200);
    byte[] stored = serde.serializer().serialize("t", profile);
    // The layout was the same, but for the time at its end, which takes one byte here.
    byte[] before = Arrays.copyOf(stored, stored.length - 1);
    before[0] = 2;

    assertThat(serde.deserializer().deserialize("t", before)).isEqualTo(profile);
  }

  @Test
  void what_is_left_of_an_erased_user_is_read_as_it_was_written() {
    Profile erased = Profile.erasedUntil(Instant.parse("2026-05-01T12:00:00Z"));
    assertThat(roundTrip(erased)).isEqualTo(erased);
  }

  @Test
  void another_layout_is_refused_with_the_cure() {
    byte[] stored = serde.serializer().serialize("t", random(1, 5));
    stored[0] = 1;
    assertThatThrownBy(() -> serde.deserializer().deserialize("t", stored))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessage(
            "a stored profile has layout version 1, this release reads version 3; run the release that wrote it, or raise streams.generation and run freshet rebuild, which builds the state anew from the log");
    assertThatThrownBy(() -> serde.deserializer().deserialize("t", new byte[0]))
        .isInstanceOf(SerializationException.class)
        .hasMessage("a stored profile is empty");
  }

  @Test
  void bytes_that_were_cut_off_or_changed_are_never_another_kind_of_error() {
    byte[] stored = serde.serializer().serialize("t", random(2, 50));
    for (int length = 1; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> serde.deserializer().deserialize("t", cut))
          .isInstanceOf(SerializationException.class)
          .hasMessage("a stored profile is corrupt");
    }
  }

  /** Found by fuzzing: they were read, and broke whoever asked for the history. */
  @ParameterizedTest
  @ValueSource(strings = {"AgAAAgIAAAA=", "AgAAAgAAAAA="})
  void lists_of_ids_that_break_off_are_refused_when_they_are_read(String stored) {
    assertThatThrownBy(
            () -> serde.deserializer().deserialize("t", Base64.getDecoder().decode(stored)))
        .isInstanceOf(SerializationException.class)
        .hasMessage("a stored profile is corrupt");
  }

  @Test
  void a_count_that_is_corrupt_costs_no_memory() {
    byte[] many = {3, 0, -2, -1, -1, -1, 15};

    assertThatThrownBy(() -> serde.deserializer().deserialize("t", many))
        .isInstanceOf(SerializationException.class)
        .hasMessage("a stored profile is corrupt");
  }
}
