package freshet.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import freshet.evaluate.Evaluation;
import freshet.evaluate.Figures;
import freshet.evaluate.Interval;
import freshet.evaluate.NewItemEvaluation;
import freshet.evaluate.Slice;
import freshet.evaluate.Slices;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The figures of an evaluation for a program. */
final class QualityJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private QualityJson() {}

  /**
   * An object with {@code protocol}, {@code cases}, {@code k}, {@code layers} and {@code slices};
   * 95 % intervals are {@code [low, high]}.
   */
  static String write(String protocol, int k, Evaluation.Result result) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("protocol", protocol);
    figures.put("cases", result.cases());
    figures.put("k", k);
    figures.put("layers", result.layers());
    figures.put("slices", slices(result.slices()));
    return text(figures);
  }

  /**
   * An object with {@code protocol}, {@code k} and {@code newItems}: {@code cases}, {@code items},
   * and what the model and what {@code chance} achieve.
   */
  static String write(String protocol, int k, NewItemEvaluation.Result result) {
    Map<String, Object> newItems = new LinkedHashMap<>();
    newItems.put("cases", result.cases());
    newItems.put("items", result.items());
    newItems.putAll(score(result.model()));
    newItems.put("auc95", interval(result.model().auc95()));
    newItems.put("chance", score(result.chance()));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("protocol", protocol);
    figures.put("k", k);
    figures.put("newItems", newItems);
    return text(figures);
  }

  private static Map<String, Object> score(NewItemEvaluation.Score score) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("auc", score.auc());
    json.put("hitRate", score.hitRate());
    json.put("ndcg", score.ndcg());
    return json;
  }

  private static String text(Map<String, Object> figures) {
    try {
      return JSON.writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the figures are no JSON: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> slices(Slices slices) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("all", slice(slices.all(), new LinkedHashMap<>()));
    json.put("time", list(slices.time(), seconds -> Instant.ofEpochSecond(seconds).toString()));
    json.put("history", list(slices.history(), interactions -> interactions));
    json.put("itemAge", list(slices.itemAge(), seconds -> seconds));
    return json;
  }

  private static List<Map<String, Object>> list(List<Slice> slices, LongFunction<Object> bound) {
    return slices.stream()
        .map(
            slice -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("name", slice.name());
              json.put("from", bound.apply(slice.from()));
              json.put("to", slice.to().isPresent() ? bound.apply(slice.to().getAsLong()) : null);
              return slice(slice, json);
            })
        .toList();
  }

  private static Map<String, Object> slice(Slice slice, Map<String, Object> json) {
    Map<String, Object> layers = new LinkedHashMap<>();
    slice.layers().forEach((layer, figures) -> layers.put(layer, figures(figures)));
    json.put("cases", slice.cases());
    json.put("layers", layers);
    return json;
  }

  private static Map<String, Object> figures(Figures figures) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("hitRate", figures.hitRate());
    json.put("ndcg", figures.ndcg());
    json.put("mrr", figures.mrr());
    json.put("hitRate95", interval(figures.hitRate95()));
    json.put("ndcg95", interval(figures.ndcg95()));
    return json;
  }

  private static List<Double> interval(Interval interval) {
    return List.of(interval.low(), interval.high());
  }
}
