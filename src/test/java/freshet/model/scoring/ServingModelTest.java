package freshet.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ContentType;
import freshet.event.InteractionType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Manifest;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import freshet.recommend.memory.InMemoryCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingModelTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> ITEMS = List.of("a", "b", "c");
  private static final List<String> WORDS = List.of("tag:chess", "type:game");
  private static final InteractionType VIEW = InteractionType.speaksFor("view", 1);
  private static final InteractionType NAP = InteractionType.speaksFor("nap", 1);

  @TempDir private Path folder;

  private static ItemId id(String id) {
    return new ItemId(id);
  }

  private static Item game(String id, String... tags) {
    return new Item(
        id(id),
        new ContentType("game"),
        Optional.empty(),
        List.of(tags),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** Newest first, one a minute. */
  private static UserHistory history(InteractionType type, String... items) {
    List<Touch> touches = new ArrayList<>();
    for (String item : items) {
      touches.add(
          new Touch(
              id(item), type, NOW.minusSeconds(60L * touches.size()), OptionalDouble.empty()));
    }
    return new UserHistory(touches, List.of(), List.of());
  }

  private Manifest manifest() {
    return TinyModels.manifest("m", ITEMS, WORDS);
  }

  private Manifest manifest(int contract, int dimensions, List<String> items) {
    Manifest of = manifest();
    return new Manifest(
        contract,
        of.version(),
        of.created(),
        dimensions,
        of.history(),
        items,
        of.features(),
        of.types(),
        of.pool(),
        of.training(),
        of.metrics(),
        of.bytes(),
        of.sha256());
  }

  private float[] vector(ServingModel model, String item) {
    float[] vector = new float[TinyModels.WIDTH];
    assertThat(model.vectors().copy(id(item), vector, 0)).isTrue();
    return vector;
  }

  @Test
  void an_opened_model_knows_the_items_of_its_manifest() {
    Artifact artifact = TinyModels.network(folder, "m", ITEMS, WORDS, 1);
    try (ServingModel model = ServingModel.open(artifact)) {
      assertThat(model.vectors().size()).isEqualTo(3);
      assertThat(model.manifest()).isEqualTo(artifact.manifest());
      assertThat(model.nativeBytes() + model.heapBytes()).isGreaterThan(1000);
      assertThat(vector(model, "a")).isNotEqualTo(vector(model, "b"));
    }
  }

  @Test
  void content_is_part_of_a_vector_and_an_item_without_an_id_has_that_part() {
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    catalogue.put(game("a", "chess", "never-learned"));
    catalogue.put(game("new", "chess"));
    try (ServingModel model =
        ServingModel.open(
            TinyModels.scripted(folder, TinyModels.ITEMS + TinyModels.USER, manifest()))) {
      assertThat(vector(model, "a")).containsExactly(1, 0, 0, 0, 0, 0, 0, 0);

      model.describe(List.of(id("a"), id("new"), id("unheard-of")), catalogue);

      assertThat(vector(model, "a")).containsExactly(1, 0, 0, 0, 1, 1, 0, 0);
      assertThat(vector(model, "new")).containsExactly(0, 0, 0, 0, 1, 1, 0, 0);
      assertThat(model.vectors().size()).isEqualTo(4);

      catalogue.delete(id("a"));
      catalogue.delete(id("new"));
      model.describe(List.of(id("a"), id("new")), catalogue);
      assertThat(vector(model, "a")).containsExactly(1, 0, 0, 0, 0, 0, 0, 0);
      assertThat(model.vectors().size()).isEqualTo(3);
    }
  }

  @Test
  void more_items_than_fit_into_one_call_are_described() {
    List<String> many = IntStream.range(0, 2500).mapToObj(i -> "i" + i).toList();
    try (ServingModel model =
        ServingModel.open(
            TinyModels.scripted(
                folder,
                TinyModels.ITEMS + TinyModels.USER,
                TinyModels.manifest("m", many, WORDS)))) {
      assertThat(model.vectors().size()).isEqualTo(2500);
      assertThat(vector(model, "i2401")).containsExactly(0, 1, 0, 0, 0, 0, 0, 0);
    }
  }

  @Test
  void the_newest_interactions_are_encoded_the_newest_last() {
    try (ServingModel model =
        ServingModel.open(
            TinyModels.scripted(folder, TinyModels.ITEMS + TinyModels.USER, manifest()))) {
      assertThat(model.user(history(VIEW, "b", "a", "c"), NOW)).contains(vector(model, "b"));
      // It looks at four: the known one is the fifth.
      assertThat(model.user(history(VIEW, "x", "x", "x", "x", "a"), NOW)).isEmpty();
      assertThat(model.user(history(VIEW, "x", "x", "x", "a"), NOW)).contains(new float[8]);
      assertThat(model.user(UserHistory.EMPTY, NOW)).isEmpty();
    }
  }

  @Test
  void what_was_taken_back_says_nothing() {
    UserHistory history =
        new UserHistory(
            List.of(
                new Touch(id("a"), InteractionType.undo("like"), NOW, OptionalDouble.empty()),
                new Touch(id("b"), VIEW, NOW, OptionalDouble.empty())),
            List.of(),
            List.of());
    try (ServingModel model =
        ServingModel.open(
            TinyModels.scripted(folder, TinyModels.ITEMS + TinyModels.USER, manifest()))) {
      assertThat(model.user(history, NOW)).contains(vector(model, "b"));
    }
  }

  @Test
  void types_and_ages_are_told_as_the_contract_says() {
    String told =
        """
          def user(self: __torch__.Tiny, vectors: Tensor, types: Tensor, ages: Tensor, lengths: Tensor) -> Tensor:
            return torch.cat([ages, torch.to(types, 6)], 1)
        """;
    Manifest manifest =
        new Manifest(
            1,
            "m",
            NOW,
            8,
            4,
            ITEMS,
            WORDS,
            TinyModels.TYPES,
            TinyModels.POOL,
            manifest().training(),
            manifest().metrics(),
            0,
            "");
    // Only a full history fills a vector of eight here, so that shorter ones are refused.
    assertThatThrownBy(
            () -> ServingModel.open(TinyModels.scripted(folder, TinyModels.ITEMS + told, manifest)))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("gives float32 (1, 2) where its manifest promises float32 (1, 8)");
    String padded =
        told.replace("], 1)", ", torch.zeros([1, 8 - torch.mul(2, torch.size(ages, 1))])], 1)");
    try (ServingModel model =
        ServingModel.open(TinyModels.scripted(folder, TinyModels.ITEMS + padded, manifest))) {
      assertThat(model.user(history(NAP, "a", "b", "c", "a"), NOW.plusSeconds(5)))
          .contains(new float[] {185, 125, 65, 5, 0, 0, 0, 0});
      assertThat(model.user(history(VIEW, "a"), NOW.minusSeconds(5)))
          .contains(new float[] {0, 1, 0, 0, 0, 0, 0, 0});
    }
  }

  @Test
  void the_network_sees_order_type_and_time() {
    try (ServingModel model = ServingModel.open(TinyModels.network(folder, "m", ITEMS, WORDS, 1))) {
      float[] user = model.user(history(VIEW, "a", "b"), NOW).orElseThrow();

      assertThat(model.user(history(VIEW, "b", "a"), NOW).orElseThrow()).isNotEqualTo(user);
      assertThat(model.user(history(NAP, "a", "b"), NOW).orElseThrow()).isNotEqualTo(user);
      assertThat(model.user(history(VIEW, "a", "b"), NOW).orElseThrow())
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(user);
    }
  }

  private void assertRefused(Artifact artifact, String message) {
    assertThatThrownBy(() -> ServingModel.open(artifact))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void another_contract_is_refused() {
    assertRefused(
        TinyModels.scripted(
            folder, TinyModels.ITEMS + TinyModels.USER, manifest(2, TinyModels.WIDTH, ITEMS)),
        "model m keeps contract 2 and this Freshet contract 1; train it anew with this version");
  }

  @Test
  void a_missing_method_is_refused() {
    assertRefused(
        TinyModels.scripted(folder, TinyModels.ITEMS, manifest()), "has no method \"user\"");
    assertRefused(
        TinyModels.scripted(folder, TinyModels.USER, manifest()), "has no method \"items\"");
  }

  @Test
  void vectors_of_another_length_are_refused() {
    assertRefused(
        TinyModels.scripted(folder, TinyModels.ITEMS + TinyModels.USER, manifest(1, 9, ITEMS)),
        "gives float32 (2, 8) where its manifest promises float32 (2, 9)");
  }

  @Test
  void numbers_of_another_kind_are_refused() {
    assertRefused(
        TinyModels.scripted(
            folder,
            TinyModels.ITEMS
                + TinyModels.USER.replace(
                    "torch.select(vectors, 1, -1)", "torch.to(torch.select(vectors, 1, -1), 7)"),
            manifest()),
        "gives float64 (1, 8) where its manifest promises float32 (1, 8)");
  }

  @Test
  void vectors_that_are_no_numbers_are_refused() {
    assertRefused(
        TinyModels.scripted(folder, TinyModels.ITEMS + TinyModels.USER, manifest(), Float.NaN),
        "gives a vector with NaN in it");
  }

  @Test
  void a_table_that_is_shorter_than_the_manifest_is_refused() {
    Artifact artifact = TinyModels.scripted(folder, TinyModels.ITEMS + TinyModels.USER, manifest());
    assertRefused(
        new Artifact(artifact.file(), manifest(1, 8, List.of("a", "b", "c", "d"))),
        "\"items\" of " + artifact.file() + " fails: RuntimeError: index out of range");
  }

  @Test
  void a_manifest_that_makes_no_sense_is_refused() {
    Artifact artifact = TinyModels.scripted(folder, TinyModels.ITEMS + TinyModels.USER, manifest());
    assertRefused(
        new Artifact(artifact.file(), manifest(1, 0, ITEMS)),
        "says vectors of 0 numbers and a history of 4; both are at least 1");
    assertRefused(
        new Artifact(artifact.file(), manifest(1, 8, List.of("a", "b", "a"))),
        "the manifest names the item \"a\" twice; name each once");
    assertRefused(
        new Artifact(artifact.file(), manifest(1, 8, List.of("a", "b", ""))),
        "the manifest names an item \"\"");
  }

  @Test
  void a_module_that_is_none_is_refused() throws Exception {
    Artifact artifact = TinyModels.network(folder, "m", ITEMS, WORDS, 1);
    byte[] bytes = Files.readAllBytes(artifact.file());
    Files.write(artifact.file(), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(artifact, "PyTorch cannot load " + artifact.file());
    assertThatThrownBy(() -> Artifact.open(artifact.file())).hasMessageContaining("it was cut off");

    bytes[bytes.length / 2]++;
    Files.write(artifact.file(), bytes);
    assertThatThrownBy(() -> Artifact.open(artifact.file()))
        .hasMessageContaining("the checksum of")
        .hasMessageContaining("copy both files again");
  }

  @Test
  void an_empty_model_is_a_model() {
    try (ServingModel model =
        ServingModel.open(TinyModels.network(folder, "m", List.of(), List.of(), 1))) {
      assertThat(model.vectors().size()).isZero();
      assertThat(model.user(history(VIEW, "a"), NOW)).isEmpty();
      assertThat((double) model.vectors().bytes()).isCloseTo(0, within(1.0));
    }
  }
}
