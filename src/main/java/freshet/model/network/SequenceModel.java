package freshet.model.network;

import freshet.model.artifact.TorchScriptFile;
import freshet.model.artifact.TorchScriptFile.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The network before it has learned anything: a causal transformer over what a user did (Kang and
 * McAuley 2018, SASRec), which foresees what comes next.
 *
 * <ul>
 *   <li>An item's vector is that of its id plus those of its content, tied: the same vectors are
 *       read in the history and foreseen. An item nobody has touched has the part of its content.
 *   <li>Normalised before each part, GELU, a bias by distance (as in T5, Raffel et al. 2020) and by
 *       time passed (as in HSTU, Zhai et al. 2024, and FuXi-α, Ye et al. 2025): in powers of two of
 *       seconds before the moment that is asked about.
 * </ul>
 *
 * <p>Its code is TorchScript, in {@code sequence-model.torchscript}: it is what learns, what serves
 * and what Python loads.
 */
public final class SequenceModel {
  /** Powers of two of seconds: the last stands for 97 days and more. */
  private static final int AGES = 24;

  private static final double SPREAD = 0.02;
  private static final String SOURCE = "/freshet/model/sequence-model.torchscript";

  private SequenceModel() {}

  /**
   * A network with weights drawn by chance.
   *
   * @param seed the same gives the same weights
   */
  public static TorchScriptFile untrained(Dimensions dimensions, long seed) {
    Map<String, Tensor> parameters = parameters(dimensions, seed);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("layers", dimensions.layers());
    attributes.put("heads", dimensions.heads());
    attributes.put("dropout", dimensions.dropout());
    return new TorchScriptFile("SequenceModel", source(parameters), parameters, attributes);
  }

  private static Map<String, Tensor> parameters(Dimensions of, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int d = of.width();
    int l = of.layers();
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    // The first row of these stands for what is unknown, and says nothing.
    parameters.put("ids", firstRowZero(drawn(random, of.items() + 1, d)));
    parameters.put("features", firstRowZero(drawn(random, of.features() + 1, d)));
    parameters.put("types", drawn(random, of.types() + 1, d));
    parameters.put("positions", drawn(random, of.history(), d));
    parameters.put("distance", zeros(of.history(), of.heads()));
    parameters.put("age", zeros(AGES, of.heads()));
    parameters.put("attention_norm", norms(l, d));
    parameters.put("qkv", drawn(random, l, 3L * d, d));
    parameters.put("qkv_bias", zeros(l, 3L * d));
    parameters.put("out", drawn(random, l, d, d));
    parameters.put("out_bias", zeros(l, d));
    parameters.put("forward_norm", norms(l, d));
    parameters.put("up", drawn(random, l, of.forward(), d));
    parameters.put("up_bias", zeros(l, of.forward()));
    parameters.put("down", drawn(random, l, d, of.forward()));
    parameters.put("down_bias", zeros(l, d));
    Tensor norm = norms(1, d);
    parameters.put("norm", new Tensor(new long[] {2, d}, norm.values()));
    return parameters;
  }

  private static Tensor drawn(SplittableRandom random, long... shape) {
    Tensor tensor = zeros(shape);
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * SPREAD);
    }
    return tensor;
  }

  private static Tensor zeros(long... shape) {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return new Tensor(shape, new float[Math.toIntExact(size)]);
  }

  private static Tensor firstRowZero(Tensor table) {
    Arrays.fill(table.values(), 0, (int) table.shape()[1], 0);
    return table;
  }

  /** Gains of 1 and shifts of 0, one pair for each layer. */
  private static Tensor norms(int layers, int width) {
    Tensor norms = zeros(layers, 2, width);
    for (int layer = 0; layer < layers; layer++) {
      Arrays.fill(norms.values(), layer * 2 * width, (layer * 2 + 1) * width, 1);
    }
    return norms;
  }

  private static String source(Map<String, Tensor> parameters) {
    try (InputStream in = SequenceModel.class.getResourceAsStream(SOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace(
              "${parameters}",
              parameters.keySet().stream()
                  .map(name -> '"' + name + "\", ")
                  .collect(Collectors.joining()))
          .replace(
              "${attributes}",
              parameters.keySet().stream()
                  .map(name -> "  " + name + " : Tensor")
                  .collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
