package freshet.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.app.report.Section.Part;
import freshet.evaluate.Figures;
import freshet.evaluate.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the plots show, as JSON that can stand in a script element. */
final class ChartData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChartData() {}

  /** All plots of a page. */
  static String json(Report report, List<Section> sections) {
    Set<String> layers = report.result().layers().keySet();
    Map<String, Object> plots = new LinkedHashMap<>();
    sections.forEach(section -> plots.put(section.id(), plot(section.slices(), layers)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("k", report.k());
    data.put("layers", layers);
    data.put("plots", plots);
    try {
      // A "</script>" in a name would end the element.
      return JSON.writeValueAsString(data).replace("<", "\\u003c").replace(">", "\\u003e");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the plots are no JSON: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> plot(List<Part> slices, Set<String> layers) {
    Map<String, Object> plot = new LinkedHashMap<>();
    plot.put("labels", slices.stream().map(Part::label).toList());
    plot.put("titles", slices.stream().map(Part::title).toList());
    plot.put("cases", slices.stream().map(part -> part.slice().cases()).toList());
    plot.put("hitRate", lines(slices, layers, Figures::hitRate, Figures::hitRate95));
    plot.put("ndcg", lines(slices, layers, Figures::ndcg, Figures::ndcg95));
    return plot;
  }

  private static Map<String, Object> lines(
      List<Part> slices,
      Set<String> layers,
      ToDoubleFunction<Figures> mean,
      Function<Figures, Interval> interval) {
    Map<String, Object> lines = new LinkedHashMap<>();
    for (String layer : layers) {
      List<Figures> figures =
          slices.stream().map(part -> part.slice().layers().get(layer)).toList();
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("mean", rounded(figures, mean));
      line.put("low", rounded(figures, one -> interval.apply(one).low()));
      line.put("high", rounded(figures, one -> interval.apply(one).high()));
      lines.put(layer, line);
    }
    return lines;
  }

  private static List<Double> rounded(List<Figures> figures, ToDoubleFunction<Figures> value) {
    return figures.stream().map(one -> Math.round(value.applyAsDouble(one) * 1e5) / 1e5).toList();
  }
}
