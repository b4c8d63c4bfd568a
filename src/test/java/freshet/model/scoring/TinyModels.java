package freshet.model.scoring;

import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.model.artifact.TorchScriptFile;
import freshet.model.artifact.TorchScriptFile.Tensor;
import freshet.model.network.Dimensions;
import freshet.model.network.SequenceModel;
import freshet.recommend.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Models as small as they can be, as files. */
final class TinyModels {
  static final int WIDTH = 8;
  static final int HISTORY = 4;
  static final Pool POOL = new Pool(1, 0.1);
  static final List<String> TYPES = List.of("view", "like", "dislike");

  private static final String HEAD =
      """
      class Tiny(Module):
        __parameters__ = ["ids", "words", ]
        __buffers__ = []
        ids : Tensor
        words : Tensor
        training : bool
        _is_full_backward_hook : Optional[bool]
      """;

  /** The sum of an item's own vector and of those of its words. */
  static final String ITEMS =
      """
        def items(self: __torch__.Tiny, ids: Tensor, features: Tensor) -> Tensor:
          content = torch.sum(torch.embedding(self.words, features), [1])
          return torch.embedding(self.ids, ids) + content
      """;

  /** The user is the item touched last. */
  static final String USER =
      """
        def user(self: __torch__.Tiny, vectors: Tensor, types: Tensor, ages: Tensor, lengths: Tensor) -> Tensor:
          return torch.select(vectors, 1, -1)
      """;

  private TinyModels() {}

  static Manifest manifest(String version, List<String> items, List<String> words) {
    return new Manifest(
        Contract.VERSION,
        version,
        Instant.parse("2026-03-01T00:00:00Z"),
        WIDTH,
        HISTORY,
        items,
        words,
        TYPES,
        POOL,
        new Manifest.Training(1, 1, Optional.empty(), Optional.empty(), 1, 1),
        Map.of(),
        0,
        "");
  }

  /** The network that is trained, with weights drawn by chance. */
  static Artifact network(
      Path folder, String version, List<String> items, List<String> words, long seed) {
    return write(
        folder,
        SequenceModel.untrained(
            new Dimensions(items.size(), words.size(), TYPES.size(), WIDTH, 1, 2, HISTORY, 16, 0.1),
            seed),
        manifest(version, items, words));
  }

  /**
   * A model whose methods the test writes; each item, and each word, points in a direction of its
   * own.
   */
  static Artifact scripted(Path folder, String methods, Manifest manifest) {
    return scripted(folder, methods, manifest, 1);
  }

  /**
   * @param length of the vectors of words
   */
  static Artifact scripted(Path folder, String methods, Manifest manifest, float length) {
    return write(
        folder,
        new TorchScriptFile(
            "Tiny",
            HEAD + methods,
            Map.of(
                "ids", directions(manifest.items().size(), 0, 1),
                "words", directions(manifest.features().size(), WIDTH / 2, length)),
            Map.of()),
        manifest);
  }

  private static Tensor directions(int count, int from, float length) {
    float[] values = new float[(count + 1) * WIDTH];
    for (int i = 1; i <= count; i++) {
      values[i * WIDTH + from + (i - 1) % (WIDTH / 2)] = length;
    }
    return new Tensor(new long[] {count + 1, WIDTH}, values);
  }

  private static Artifact write(Path folder, TorchScriptFile file, Manifest manifest) {
    try {
      return Artifact.write(
          folder.resolve(manifest.version() + ".pt"),
          file::write,
          found -> with(manifest, found.bytes(), found.sha256()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Manifest with(Manifest of, long bytes, String sha256) {
    return new Manifest(
        of.contract(),
        of.version(),
        of.created(),
        of.dimensions(),
        of.history(),
        of.items(),
        of.features(),
        of.types(),
        of.pool(),
        of.training(),
        of.metrics(),
        bytes,
        sha256);
  }

  /** An encoder in Java that counts: no native code, and every vector is told by its inputs. */
  static class InJava implements Encoder {
    private final Manifest manifest;
    private final UnaryOperator<float[]> user;
    volatile boolean closed;

    InJava(Manifest manifest, UnaryOperator<float[]> user) {
      this.manifest = manifest;
      this.user = user;
    }

    @Override
    public Manifest manifest() {
      return manifest;
    }

    @Override
    public float[] items(long[] ids, long[] words) {
      requireOpen();
      float[] vectors = new float[ids.length * WIDTH];
      int width = words.length / ids.length;
      for (int i = 0; i < ids.length; i++) {
        vectors[i * WIDTH + (int) (ids[i] % (WIDTH / 2))] += ids[i] > 0 ? 1 : 0;
        for (int w = 0; w < width; w++) {
          long word = words[i * width + w];
          vectors[i * WIDTH + WIDTH / 2 + (int) (word % (WIDTH / 2))] += word > 0 ? 1 : 0;
        }
      }
      return vectors;
    }

    @Override
    public float[] user(float[] vectors, long[] types, float[] ages) {
      requireOpen();
      float[] last = new float[WIDTH];
      System.arraycopy(vectors, vectors.length - WIDTH, last, 0, WIDTH);
      return user.apply(last);
    }

    private void requireOpen() {
      if (closed) {
        throw new IllegalStateException("used after it was closed");
      }
    }

    @Override
    public long bytes() {
      return 100;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
