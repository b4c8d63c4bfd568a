package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import freshet.model.scoring.vectors.BestFirst.Scored;
import freshet.model.scoring.vectors.GraphVectors.Sample;
import freshet.model.scoring.vectors.Nodes.Node;
import freshet.recommend.CandidateSource.Allowed;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The softmax of one user's logits of which only the largest are known. What the others add to the
 * normaliser is estimated from those of a sample, without bias. An estimate that is off is so by
 * the same factor for every item, which changes no order: all that follows compares an item's
 * belief with another's.
 */
final class GraphBeliefs implements Beliefs {
  /** A slate and what is excluded from it are among as many of the best, nearly always. */
  private static final int NEAR = 512;

  /** Looked for when those have run out, before all. */
  private static final int FARTHER = 8 * NEAR;

  /** Always the same places: their vectors stay in the processor's caches. */
  private static final double[] SAMPLE = new SplittableRandom(1).doubles(1024).toArray();

  private final GraphVectors vectors;
  private final VectorFloat<?> query;
  private final List<Node> found;
  private final Normaliser normaliser;

  GraphBeliefs(GraphVectors vectors, VectorFloat<?> query) {
    this.vectors = vectors;
    this.query = query;
    this.found = vectors.nearest(query, NEAR);
    // Without any item nothing is likelier than anything else.
    float largest = found.isEmpty() ? 0 : found.get(0).product(query);
    double sum = found.stream().mapToDouble(node -> chance(node, largest)).sum() + rest(largest);
    this.normaliser = new Normaliser(largest, Math.max(1, sum));
  }

  private double rest(float largest) {
    Set<Node> near = new HashSet<>(found);
    Sample sample = vectors.sample(SAMPLE);
    double sum =
        sample.nodes().stream()
            .filter(node -> !near.contains(node))
            .mapToDouble(node -> chance(node, largest))
            .sum();
    return sum * sample.of() / SAMPLE.length;
  }

  /** Of all the items of a node; one that was missed may be larger than the largest. */
  private double chance(Node node, float largest) {
    return node.count() * Math.exp(Math.min(0, node.product(query) - largest));
  }

  @Override
  public double of(ItemId item) {
    return vectors
        .logit(item, query)
        .map(normaliser::belief)
        .orElseGet(normaliser::beliefOfStranger);
  }

  @Override
  public Iterator<ItemId> bestFirst(Allowed allowed) {
    Set<ItemId> met = new HashSet<>();
    return new BestFirst(
        List.of(
            () -> unmet(scored(found.stream()).limit(NEAR), any -> true, met),
            () -> unmet(farther(), allowed, met),
            () -> unmet(scored(vectors.all()), allowed, met)));
  }

  private Stream<Scored> farther() {
    return scored(vectors.nearest(query, FARTHER).stream()).limit(FARTHER);
  }

  private Stream<Scored> scored(Stream<Node> nodes) {
    return nodes.flatMap(
        node -> {
          float logit = node.product(query);
          return node.items().stream().map(item -> new Scored(item, logit));
        });
  }

  /** An item that gets another vector at this moment may be met with both. */
  private static List<Scored> unmet(Stream<Scored> scored, Allowed which, Set<ItemId> met) {
    return scored.filter(one -> which.test(one.item()) && met.add(one.item())).toList();
  }
}
