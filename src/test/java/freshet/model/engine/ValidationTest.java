package freshet.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.model.artifact.Artifact;
import freshet.model.artifact.Manifest;
import freshet.model.artifact.TorchScriptFile;
import freshet.model.engine.Validation.Finding;
import freshet.model.network.Dimensions;
import freshet.model.network.SequenceModel;
import freshet.recommend.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {
  private static final Dimensions DIMENSIONS = new Dimensions(3, 2, 2, 4, 1, 2, 6, 8, 0.5);

  @TempDir private Path folder;

  private Path write(Artifact.Content module, int contract, int dimensions, List<String> items)
      throws IOException {
    return Artifact.write(
            folder.resolve("m.pt"),
            module,
            written ->
                new Manifest(
                    contract,
                    "v1",
                    Instant.EPOCH,
                    dimensions,
                    6,
                    items,
                    List.of("tag:a", "tag:b"),
                    List.of("view", "like"),
                    new Pool(1, 0.1),
                    new Manifest.Training(1, 1, Optional.empty(), Optional.empty(), 1, 1),
                    Map.of(),
                    written.bytes(),
                    written.sha256()))
        .file();
  }

  private Path whole() throws IOException {
    return write(SequenceModel.untrained(DIMENSIONS, 1)::write, 1, 4, List.of("i1", "i2", "i3"));
  }

  private static List<Finding> misfits(Path file) {
    return Validation.of(file).stream().filter(finding -> !finding.fits()).toList();
  }

  /** A module with the methods of the contract, and these bodies. */
  private static Artifact.Content module(String items, String user) {
    String source =
        """
        class Mine(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          _is_full_backward_hook : Optional[bool]
          def items(self: __torch__.Mine,
              ids: Tensor,
              features: Tensor) -> Tensor:
            return %s
          def user(self: __torch__.Mine,
              vectors: Tensor,
              types: Tensor,
              ages: Tensor,
              lengths: Tensor) -> Tensor:
            return %s
        """
            .formatted(items, user);
    return new TorchScriptFile("Mine", source, Map.of(), Map.of())::write;
  }

  private static final String ZEROS = "torch.zeros([torch.size(ids, 0), 4])";
  private static final String FIRST = "torch.select(vectors, 1, 0)";

  private Path mine(String items, String user) throws IOException {
    return write(module(items, user), 1, 4, List.of("i1"));
  }

  @Test
  void a_network_of_our_own_fits_even_untrained() throws IOException {
    assertThat(misfits(whole())).isEmpty();
    assertThat(Validation.of(whole())).hasSizeGreaterThan(12);
  }

  @Test
  void a_module_of_somebody_else_s_fits_if_it_keeps_the_contract() throws IOException {
    assertThat(misfits(mine(ZEROS, FIRST))).isEmpty();
  }

  @Test
  void a_missing_file_is_named() throws IOException {
    Path file = whole();
    Files.delete(folder.resolve("m.json"));

    assertThat(misfits(file))
        .singleElement()
        .extracting(Finding::detail)
        .asString()
        .contains("m.json is missing; a model is NAME.pt and NAME.json beside it");
  }

  @Test
  void a_damaged_module_is_found_by_its_checksum() throws IOException {
    Path file = whole();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThat(misfits(file))
        .singleElement()
        .satisfies(one -> assertThat(one.what()).isEqualTo("checksum"));
  }

  @Test
  void another_contract_and_items_named_twice_are_said() throws IOException {
    Path file = write(SequenceModel.untrained(DIMENSIONS, 1)::write, 2, 4, List.of("i1", "i1"));

    assertThat(misfits(file)).extracting(Finding::what).containsExactly("contract", "items");
  }

  @Test
  void what_torchscript_cannot_load_is_said() throws IOException {
    Path file = write(out -> out.write(new byte[100]), 1, 4, List.of("i1"));

    assertThat(misfits(file)).extracting(Finding::what).containsExactly("TorchScript");
  }

  @Test
  void a_missing_method_is_named() throws IOException {
    String source =
        """
        class Mine(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          _is_full_backward_hook : Optional[bool]
          def items(self: __torch__.Mine,
              ids: Tensor,
              features: Tensor) -> Tensor:
            return ids
        """;
    Path file =
        write(new TorchScriptFile("Mine", source, Map.of(), Map.of())::write, 1, 4, List.of("i"));

    assertThat(misfits(file))
        .containsExactly(
            new Finding(
                "method user", false, "is missing; add it and mark it with @torch.jit.export"));
  }

  @Test
  void vectors_of_another_length_are_said_for_both_methods() throws IOException {
    Path file =
        write(SequenceModel.untrained(DIMENSIONS, 1)::write, 1, 5, List.of("i1", "i2", "i3"));

    assertThat(misfits(file))
        .extracting(Finding::what)
        .containsExactly("items()", "user() b=1", "user() b=3");
    assertThat(misfits(file).get(0).detail())
        .isEqualTo("it returns (3, 4) where (3, 5) is due; see dimensions in the manifest");
  }

  @Test
  void an_item_id_beyond_the_table_is_an_error_of_the_call() throws IOException {
    Path file =
        write(SequenceModel.untrained(DIMENSIONS, 1)::write, 1, 4, List.of("1", "2", "3", "4"));

    assertThat(misfits(file))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.what()).isEqualTo("items()");
              assertThat(one.detail()).startsWith("the call fails: ").hasLineCount(1);
            });
  }

  @Test
  void another_number_type_and_numbers_that_are_not_finite_are_said() throws IOException {
    assertThat(misfits(mine("torch.to(" + ZEROS + ", 7)", FIRST)).get(0).detail())
        .isEqualTo("it returns float64 where float32 is due; end it with .float()");
    assertThat(misfits(mine("torch.log(" + ZEROS + ")", FIRST)).get(0).detail())
        .startsWith("it returns a number that is not finite");
  }

  @Test
  void a_user_s_vector_that_changes_with_what_fills_up_is_said() throws IOException {
    assertThat(misfits(mine(ZEROS, "torch.mean(vectors, [1])")))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.what()).isEqualTo("padding");
              assertThat(one.detail()).contains("mask it out");
            });
  }
}
