package freshet.model.network;

/**
 * How large a network is.
 *
 * @param items how many items have a vector of their own
 * @param features how many words of content (tags, categories, content types, authors) have one
 * @param types how many types of interaction have one
 * @param width length of a vector; a multiple of {@code heads}
 * @param layers of the transformer
 * @param heads of its attention
 * @param history how many interactions it looks at
 * @param forward width of the feed-forward part
 * @param dropout the share of values that is left out while it learns
 */
public record Dimensions(
    int items,
    int features,
    int types,
    int width,
    int layers,
    int heads,
    int history,
    int forward,
    double dropout) {
  public Dimensions {
    if (width < 1 || heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "%d heads cannot share vectors of %d; give a multiple".formatted(heads, width));
    }
    if (layers < 1 || history < 1 || forward < 1 || items < 0 || features < 0 || types < 0) {
      throw new IllegalArgumentException("a network without layers, history or width: give some");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is %s; give 0 to below 1".formatted(dropout));
    }
  }
}
