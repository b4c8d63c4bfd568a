package freshet.recommend;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What went wrong while one request was answered; the answer tells. */
final class Problems {
  private final BiConsumer<Layer, RuntimeException> onFailure;
  private final Set<String> sentences = new LinkedHashSet<>();

  /**
   * @param onFailure told of every failure, besides
   */
  Problems(BiConsumer<Layer, RuntimeException> onFailure) {
    this.onFailure = onFailure;
  }

  /**
   * Does what may fail. That a layer rests is said, but is no news.
   *
   * @param layer that cannot speak if it fails
   * @param sentence for the caller if it fails
   * @param otherwise what is given back if it fails
   */
  <T> T guard(Layer layer, String sentence, T otherwise, Supplier<T> work) {
    try {
      return work.get();
    } catch (RestingLayerException e) {
      add(sentence);
      return otherwise;
    } catch (RuntimeException e) {
      report(layer, sentence, e);
      return otherwise;
    }
  }

  /** Like {@link #guard(Layer, String, Object, Supplier)}, for the work of a layer itself. */
  <T> T guard(Layer layer, T otherwise, Supplier<T> work) {
    return guard(layer, failed(layer), otherwise, work);
  }

  /** Lets a layer do its part of the work; what it has done before it fails stays done. */
  void guard(Layer layer, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      report(layer, failed(layer), e);
    }
  }

  private static String failed(Layer layer) {
    return "the " + layer.label() + " layer failed";
  }

  /** Takes notice of a failure. */
  void report(Layer layer, String sentence, RuntimeException error) {
    onFailure.accept(layer, error);
    add(sentence);
  }

  void add(String sentence) {
    sentences.add(sentence);
  }

  boolean any() {
    return !sentences.isEmpty();
  }

  /** One sentence each, in the order they were found. */
  Set<String> sentences() {
    return sentences;
  }
}
