package freshet.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import freshet.model.engine.TorchModule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceModelTest {
  private static final int D = 8;
  private static final int T = 6;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void what_serves_a_user_is_what_was_learned_of_the_last_place(int layers) throws IOException {
    Path file = folder.resolve("model.pt");
    try (OutputStream out = Files.newOutputStream(file)) {
      SequenceModel.untrained(new Dimensions(5, 3, 4, D, layers, 2, T, 16, 0.2), 7).write(out);
    }
    try (TorchModule module = TorchModule.load(file, true)) {
      // Biases and gains begin as zeros and ones, and would hide a mistake.
      SplittableRandom random = new SplittableRandom(3);
      for (NDArray values : module.parameters().values()) {
        values.setRequiresGradient(false);
        values.set(drawn(random, values));
      }
      module.dropout(false);
      for (float age : new float[] {0, 5_000}) {
        agree(module, age, new long[] {T, 1, 3});
        agree(module, age, new long[] {4});
      }
    }
  }

  private static FloatBuffer drawn(RandomGenerator random, NDArray like) {
    float[] values = new float[(int) like.getShape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return FloatBuffer.wrap(values);
  }

  private static void agree(TorchModule module, float age, long[] lengths) {
    int users = lengths.length;
    try (NDManager manager = module.manager().newSubManager()) {
      NDArray vectors = manager.randomUniform(-1, 1, new Shape(users, T, D));
      NDArray types = manager.randomInteger(0, 5, new Shape(users, T), DataType.INT64);
      NDArray ages = manager.randomUniform(0, 1, new Shape(users, T)).mul(age);
      NDArray states = module.call("states", vectors, types, ages);
      NDArray user = module.call("user", vectors, types, ages, manager.create(lengths));

      assertThat(user.getShape()).isEqualTo(new Shape(users, D));
      for (int i = 0; i < users; i++) {
        assertThat(user.get(i).toFloatArray())
            .containsExactly(states.get(i).get(lengths[i] - 1).toFloatArray(), within(1e-4f));
      }
    }
  }
}
