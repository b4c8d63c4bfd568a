package freshet.model.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.model.engine.TorchModule;
import java.util.Locale;

/** A model that PyTorch runs. */
final class TorchEncoder implements Encoder {
  private final TorchModule module;
  private final Manifest manifest;
  private final String name;
  private final long bytes;

  private TorchEncoder(TorchModule module, Manifest manifest, String name) {
    this.module = module;
    this.manifest = manifest;
    this.name = name;
    this.bytes = parameterBytes(module);
  }

  /**
   * Loads an artifact.
   *
   * @throws UnusableModelException if it lacks a method or PyTorch cannot load it
   */
  static Encoder open(Artifact artifact) {
    TorchModule module = TorchModule.load(artifact.file(), false);
    try {
      for (String method : Contract.METHODS) {
        if (!module.methods().contains(method)) {
          throw new UnusableModelException(
              "%s has no method \"%s\"; write the module as contract %d has it"
                  .formatted(artifact.file(), method, Contract.VERSION));
        }
      }
      return new TorchEncoder(module, artifact.manifest(), artifact.file().toString());
    } catch (RuntimeException | Error e) {
      module.close();
      throw e;
    }
  }

  private static long parameterBytes(TorchModule module) {
    long bytes = 0;
    for (NDArray parameter : module.parameters().values()) {
      bytes += parameter.getShape().size() * parameter.getDataType().getNumOfBytes();
      // The handle, not what the module holds.
      parameter.close();
    }
    return bytes;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public float[] items(long[] ids, long[] words) {
    return vectors(
        Contract.ITEMS,
        ids.length,
        manager ->
            new NDArray[] {
              manager.create(ids),
              manager.create(words, new Shape(ids.length, words.length / ids.length))
            });
  }

  @Override
  public float[] user(float[] vectors, long[] types, float[] ages) {
    int length = types.length;
    return vectors(
        Contract.USER,
        1,
        manager ->
            new NDArray[] {
              manager.create(vectors, new Shape(1, length, manifest.dimensions())),
              manager.create(types, new Shape(1, length)),
              manager.create(ages, new Shape(1, length)),
              manager.create(new long[] {length})
            });
  }

  /** Makes what a method is called with. */
  private interface Inputs {
    NDArray[] in(NDManager manager);
  }

  private float[] vectors(String method, int count, Inputs inputs) {
    // Whatever is made for the call is freed with it.
    try (NDManager manager = module.manager().newSubManager()) {
      NDArray vectors = module.call(method, inputs.in(manager));
      vectors.attach(manager);
      Shape wanted = new Shape(count, manifest.dimensions());
      if (!vectors.getShape().equals(wanted) || vectors.getDataType() != DataType.FLOAT32) {
        throw new UnusableModelException(
            "\"%s\" of %s gives %s %s where its manifest promises float32 %s"
                .formatted(
                    method,
                    name,
                    vectors.getDataType().name().toLowerCase(Locale.ROOT),
                    vectors.getShape(),
                    wanted));
      }
      return finite(method, vectors.toFloatArray());
    } catch (UnusableModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw UnusableModelException.because(
          "\"%s\" of %s fails".formatted(method, name), new IllegalStateException(reason(e), e));
    }
  }

  /** TorchScript says where first, in several lines, and why last. */
  private static String reason(RuntimeException error) {
    return String.valueOf(error.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((before, last) -> last)
        .orElse(error.getClass().getSimpleName());
  }

  private float[] finite(String method, float[] vectors) {
    for (float value : vectors) {
      if (!Float.isFinite(value)) {
        throw new UnusableModelException(
            "\"%s\" of %s gives a vector with %s in it; train it again with a lower learning rate"
                .formatted(method, name, value));
      }
    }
    return vectors;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    module.close();
  }
}
