package freshet.app;

import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.model.artifact.TorchScriptFile;
import freshet.model.artifact.TorchScriptFile.Tensor;
import freshet.recommend.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A model of the items {@code i0} to {@code i9} in a circle that has learned nothing and is
 * certain: what comes next stands a number of steps behind what the user touched last.
 *
 * @param steps 1 to 9
 */
record HandMadeModel(int steps) {
  static final int ITEMS = 10;

  private static final String SOURCE =
      """
      class Circle(Module):
        __parameters__ = ["table", ]
        __buffers__ = []
        table : Tensor
        training : bool
        _is_full_backward_hook : Optional[bool]
        steps : int
        fragile : bool
        def items(self: __torch__.Circle,
            ids: Tensor,
            features: Tensor) -> Tensor:
          return torch.embedding(self.table, ids)
        def user(self: __torch__.Circle,
            vectors: Tensor,
            types: Tensor,
            ages: Tensor,
            lengths: Tensor) -> Tensor:
          if self.fragile:
            row = torch.mul(torch.eq(torch.select(types, 1, -1), 2), 1000)
          else:
            row = torch.mul(torch.select(types, 1, -1), 0)
          places = torch.unsqueeze(torch.arange(torch.size(vectors, 1)), 0)
          is_last = torch.eq(places, torch.unsqueeze(torch.sub(lengths, 1), 1))
          found = torch.sum(torch.mul(vectors, torch.unsqueeze(is_last, 2)), [1])
          last = torch.add(found, torch.mul(torch.embedding(self.table, row), 0))
          return torch.mul(torch.roll(last, [self.steps], [1]), 10)
      """;

  /** Writes it. */
  Artifact write(Path folder, String version) throws IOException {
    return write(folder, version, false, manifest -> manifest);
  }

  /** Writes one that fails for users whose last interaction was a dislike, and for nobody else. */
  Artifact writeFailingAfterDislikes(Path folder, String version) throws IOException {
    return write(folder, version, true, manifest -> manifest);
  }

  /** Writes it with a manifest that says something else. */
  Artifact write(Path folder, String version, UnaryOperator<Manifest> claimed) throws IOException {
    return write(folder, version, false, claimed);
  }

  private Artifact write(
      Path folder, String version, boolean fragile, UnaryOperator<Manifest> claimed)
      throws IOException {
    float[] table = new float[(ITEMS + 1) * ITEMS];
    for (int item = 0; item < ITEMS; item++) {
      table[(item + 1) * ITEMS + item] = 1;
    }
    TorchScriptFile module =
        new TorchScriptFile(
            "Circle",
            SOURCE,
            Map.of("table", new Tensor(new long[] {ITEMS + 1, ITEMS}, table)),
            attributes(fragile));
    return Artifact.write(
        Files.createDirectories(folder).resolve(version + ".pt"),
        module::write,
        written ->
            claimed.apply(
                new Manifest(
                    Contract.VERSION,
                    version,
                    Instant.EPOCH,
                    ITEMS,
                    5,
                    IntStream.range(0, ITEMS).mapToObj(item -> "i" + item).toList(),
                    List.of("tag:t"),
                    List.of("view", "dislike", "like"),
                    new Pool(0, 1),
                    new Manifest.Training(1, 1, Optional.empty(), Optional.empty(), 1, 1),
                    Map.of(),
                    written.bytes(),
                    written.sha256())));
  }

  private Map<String, Object> attributes(boolean fragile) {
    // In the order in which the source declares them.
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("steps", steps);
    attributes.put("fragile", fragile);
    return attributes;
  }

  /** The first item of the slate of a user who touched an item last. */
  String after(int item) {
    return "i" + (item + steps) % ITEMS;
  }
}
