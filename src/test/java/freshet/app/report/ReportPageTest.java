package freshet.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.evaluate.Evaluation;
import freshet.evaluate.Figures;
import freshet.evaluate.Interval;
import freshet.evaluate.Quality;
import freshet.evaluate.Slice;
import freshet.evaluate.Slices;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final String NASTY =
      "a</script><img src=x onerror=alert(1)> \"b\" 'c' {{data}} $1";

  private static Report report(String name) {
    Map<String, Quality> layers = new LinkedHashMap<>();
    layers.put("popularity", new Quality(0.25, 0.2, 0.1, 0.5, 1000));
    layers.put("ladder", new Quality(0.5, 0.4, 0.3, 0.75, 100));
    Map<String, Figures> figures = new LinkedHashMap<>();
    layers.forEach(
        (layer, quality) ->
            figures.put(
                layer,
                new Figures(
                    quality.hitRate(),
                    quality.ndcg(),
                    quality.mrr(),
                    new Interval(0.1, 0.9),
                    new Interval(0.15, 0.85))));
    Slices slices =
        new Slices(
            slice("all", 0, 30, figures),
            List.of(
                slice("2026-01-05T00:00:00Z", 1_767_571_200, 10, figures),
                slice("2026-01-12T00:00:00Z", 1_768_176_000, 20, figures)),
            List.of(slice("0", 0, 12, figures), slice("1", 1, 18, figures)),
            List.of(slice(name, 0, 30, figures)));
    return new Report(
        name,
        10,
        new Evaluation.Result(30, 4, layers, slices),
        Map.of("Data", name),
        List.of(new Report.ChangedSetting("recommend.recent", name, "10")),
        "./freshet evaluate --data '" + name + "'");
  }

  private static Slice slice(String name, long from, long cases, Map<String, Figures> figures) {
    return new Slice(name, from, OptionalLong.of(from + 604_800), cases, figures);
  }

  private static JsonNode data(String page) throws IOException {
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  @Test
  void it_may_load_nothing_and_asks_for_nothing() {
    String page = ReportPage.of(report("log"));

    assertThat(page)
        .contains("Content-Security-Policy\" content=\"default-src 'none';")
        .doesNotContainPattern("(?i)<link\\b|<img\\b|<iframe\\b|<script[^>]*\\bsrc=|@import")
        .doesNotContainPattern("(?i)\\b(src|href)\\s*=\\s*[\"']?(https?:)?//")
        .doesNotContainPattern("(?i)url\\(\\s*[\"']?(https?:)?//")
        .doesNotContainPattern("\\bfetch\\(|XMLHttpRequest|sourceMappingURL");
  }

  @Test
  void the_library_is_in_it_with_its_licence() {
    assertThat(ReportPage.of(report("log")))
        .contains("Chart.js v", "The above copyright notice and this permission notice shall be");
  }

  @Test
  void a_name_is_shown_as_it_is_whatever_is_in_it() throws IOException {
    String page = ReportPage.of(report(NASTY));

    assertThat(page).doesNotContain("<img").contains("&lt;/script&gt;&lt;img src=x");
    assertThat(page).contains("&quot;b&quot; &#39;c&#39; {{data}} $1");
    assertThat(data(page).at("/plots/item-age/labels/0").asText()).isEqualTo(NASTY);
  }

  @Test
  void the_plots_have_every_layer_its_interval_and_the_cases() throws IOException {
    JsonNode data = data(ReportPage.of(report("log")));

    assertThat(data.path("layers")).map(JsonNode::asText).containsExactly("popularity", "ladder");
    JsonNode time = data.at("/plots/time");
    assertThat(time.path("cases")).map(JsonNode::asInt).containsExactly(10, 20);
    assertThat(time.path("labels")).map(JsonNode::asText).containsExactly("5 Jan", "12 Jan");
    assertThat(time.at("/titles/0").asText()).isEqualTo("5 Jan 2026 – 11 Jan 2026");
    assertThat(time.at("/hitRate/ladder/mean/1").asDouble()).isEqualTo(0.5);
    assertThat(time.at("/ndcg/popularity/low/0").asDouble()).isEqualTo(0.15);
    assertThat(time.at("/ndcg/popularity/high/0").asDouble()).isEqualTo(0.85);
  }

  @Test
  void every_figure_of_a_plot_stands_in_a_table_too() {
    assertThat(ReportPage.of(report("log")))
        .contains("5 Jan 2026 – 11 Jan 2026</th><td>10</td><td>0.500 <small>0.100–0.900</small>");
  }

  @Test
  void it_says_whether_the_ladder_is_worth_its_layers() {
    assertThat(ReportPage.of(report("log")))
        .contains(
            "In 50.0 % of 30 cases the right item was among the first 10 of the ladder.",
            "By NDCG it is ahead of its best single layer, popularity (0.400 and 0.200).");
  }
}
