package freshet.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.model.UnusableModelException;
import freshet.model.artifact.TorchScriptFile;
import freshet.model.artifact.TorchScriptFile.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchModuleTest {
  private static final String SOURCE =
      """
      class Line(Module):
        __parameters__ = ["slope", "shift", ]
        __buffers__ = []
        slope : Tensor
        shift : Tensor
        training : bool
        _is_full_backward_hook : Optional[bool]
        times : int
        more : float
        minus : bool
        def at(self: __torch__.Line,
            x: Tensor) -> Tensor:
          y = x * self.slope * self.times + self.shift + self.more
          if self.minus:
            z = torch.neg(y)
          else:
            z = y
          return z
      """;

  @TempDir private Path folder;

  @Test
  void a_file_written_here_is_loaded_with_the_weights_and_numbers_it_was_given()
      throws IOException {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    parameters.put("slope", new Tensor(new long[] {3}, new float[] {1, 2, -3.5f}));
    parameters.put("shift", new Tensor(new long[] {1}, new float[] {0.25f}));
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("times", 2);
    attributes.put("more", 0.5);
    attributes.put("minus", true);
    Path file = folder.resolve("line.pt");
    try (OutputStream out = Files.newOutputStream(file)) {
      new TorchScriptFile("Line", SOURCE, parameters, attributes).write(out);
    }

    try (TorchModule module = TorchModule.load(file, false)) {
      assertThat(module.methods()).contains("at");
      assertThat(module.parameters().get("slope").toFloatArray()).containsExactly(1, 2, -3.5f);
      assertThat(module.parameters().get("shift").toFloatArray()).containsExactly(0.25f);
      var x = module.manager().create(new float[] {1, 10, 100});
      assertThat(module.call("at", x).toFloatArray()).containsExactly(-2.75f, -40.75f, 699.25f);
    }
  }

  @Test
  void what_is_no_module_is_one_sentence() throws IOException {
    Path file = Files.writeString(folder.resolve("line.pt"), "nonsense");

    assertThatThrownBy(() -> TorchModule.load(file, false))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageStartingWith("PyTorch cannot load " + file)
        .satisfies(error -> assertThat(error.getMessage().lines()).hasSize(1));
  }
}
