package freshet.app.report;

import static freshet.app.report.Html.escape;

import freshet.app.report.Report.ChangedSetting;
import freshet.app.report.Section.Part;
import freshet.evaluate.Evaluation;
import freshet.evaluate.Figures;
import freshet.evaluate.Interval;
import freshet.evaluate.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report as one HTML file that needs nothing else: styles, plots, data and the library that draws
 * them are in it, and it may load nothing.
 */
public final class ReportPage {
  private final Report report;
  private final Map<String, Quality> layers;
  private final String k;

  private ReportPage(Report report) {
    this.report = report;
    this.layers = report.result().layers();
    this.k = "@" + report.k();
  }

  /** The page of a report. */
  public static String of(Report report) {
    return new ReportPage(report).html();
  }

  private String html() {
    var slices = report.result().slices();
    List<Section> sections =
        List.of(
            Section.ofTime(slices.time()),
            Section.ofHistory(slices.history()),
            Section.ofItemAge(slices.itemAge()));
    ChartLibrary library = ChartLibrary.load();
    return Html.fill(
        Html.resource("/report/report.html"),
        Map.ofEntries(
            Map.entry("title", escape(report.title())),
            Map.entry("verdict", escape(verdict())),
            Map.entry("tiles", tiles()),
            Map.entry("overall", overall()),
            Map.entry("legend", legend()),
            Map.entry("sections", String.join("\n", sections.stream().map(this::section).toList())),
            Map.entry("facts", facts()),
            Map.entry("settings", settings()),
            Map.entry("command", escape(report.command())),
            Map.entry("style", Html.resource("/report/report.css")),
            Map.entry("data", ChartData.json(report, sections)),
            Map.entry("licence", library.licence().replace("--", "- -")),
            Map.entry("library", library.script()),
            Map.entry("script", Html.resource("/report/report.js"))));
  }

  /** The layer the report leads with: all together, or the first if that was not asked for. */
  private String lead() {
    return layers.containsKey(Evaluation.LADDER)
        ? Evaluation.LADDER
        : layers.keySet().iterator().next();
  }

  /** A wide table begins with what matters most. */
  private List<String> leadFirst() {
    List<String> names = new ArrayList<>(layers.keySet());
    names.remove(lead());
    names.add(0, lead());
    return names;
  }

  private String verdict() {
    if (report.result().cases() == 0) {
      return "No case was counted; move the beginning of the test part, or give more of the log.";
    }
    String lead = lead();
    String said =
        String.format(
            Locale.ROOT,
            "In %s of %,d cases the right item was among the first %d of the %s.",
            percent(layers.get(lead).hitRate()),
            report.result().cases(),
            report.k(),
            lead.equals(Evaluation.LADDER) ? "ladder" : lead + " layer");
    String rival = null;
    for (Map.Entry<String, Quality> layer : layers.entrySet()) {
      boolean other = !layer.getKey().equals(lead);
      if (other && (rival == null || layer.getValue().ndcg() > layers.get(rival).ndcg())) {
        rival = layer.getKey();
      }
    }
    if (rival == null || !lead.equals(Evaluation.LADDER)) {
      return said;
    }
    // As it is written: a difference nobody can read is none.
    double ahead =
        Double.parseDouble(figure(layers.get(lead).ndcg()))
            - Double.parseDouble(figure(layers.get(rival).ndcg()));
    return said
        + String.format(
            Locale.ROOT,
            " By NDCG it is %s its best single layer, %s (%.3f and %.3f).",
            ahead > 0 ? "ahead of" : ahead < 0 ? "behind" : "even with",
            rival,
            layers.get(lead).ndcg(),
            layers.get(rival).ndcg());
  }

  private String tiles() {
    Quality quality = layers.get(lead());
    boolean any = report.result().cases() > 0;
    return tile("Hit rate" + k, any ? figure(quality.hitRate()) : "–", "right item shown")
        + tile("NDCG" + k, any ? figure(quality.ndcg()) : "–", "and how far up")
        + tile("MRR" + k, any ? figure(quality.mrr()) : "–", "mean of 1/rank")
        + tile("Coverage" + k, any ? percent(quality.coverage()) : "–", "of the items ever shown")
        + tile("Cases", count(report.result().cases()), "questions asked");
  }

  private static String tile(String name, String value, String meaning) {
    return "<div class=\"tile\"><dt>%s</dt><dd>%s<small>%s</small></dd></div>\n"
        .formatted(escape(name), escape(value), escape(meaning));
  }

  private String overall() {
    StringBuilder rows = new StringBuilder();
    Map<String, Figures> figures = report.result().slices().all().layers();
    layers.forEach(
        (layer, quality) -> {
          Figures whole = figures.get(layer);
          rows.append(
              "<tr data-layer=\"%s\"><th scope=\"row\">%s</th>%s%s<td>%s</td><td>%s</td><td>%s</td></tr>\n"
                  .formatted(
                      escape(layer),
                      named(layer),
                      bar(quality.hitRate(), whole == null ? null : whole.hitRate95()),
                      bar(quality.ndcg(), whole == null ? null : whole.ndcg95()),
                      figure(quality.mrr()),
                      figure(quality.coverage()),
                      count(report.result().cases())));
        });
    return table(
        "<th scope=\"col\">Layer</th><th scope=\"col\">HR%1$s</th><th scope=\"col\">NDCG%1$s</th>"
                .formatted(k)
            + "<th scope=\"col\">MRR%1$s</th><th scope=\"col\">Coverage%1$s</th>".formatted(k)
            + "<th scope=\"col\">Cases</th>",
        rows.toString(),
        "overall");
  }

  private static String bar(double value, Interval interval) {
    String around =
        interval == null
            ? ""
            : " <small>%s–%s</small>".formatted(figure(interval.low()), figure(interval.high()));
    return String.format(
        Locale.ROOT,
        "<td class=\"bar\" style=\"--share:%.1f%%\"><b>%s</b>%s</td>",
        100 * value,
        figure(value),
        around);
  }

  private String legend() {
    StringBuilder legend = new StringBuilder();
    for (String layer : layers.keySet()) {
      legend.append(
          "<button type=\"button\" aria-pressed=\"true\" title=\"Show or hide\" data-layer=\"%s\">%s</button>\n"
              .formatted(escape(layer), named(layer)));
    }
    return legend.toString();
  }

  private String section(Section section) {
    if (section.slices().isEmpty()) {
      return """
          <section aria-labelledby="%1$s">
          <h2 id="%1$s">%2$s</h2>
          <p>%3$s</p>
          </section>"""
          .formatted(
              section.id(),
              escape(section.heading()),
              report.result().cases() == 0
                  ? "No case was counted."
                  : "The log has the order of the events but not their times, so this cannot be"
                      + " told.");
    }
    return """
        <section aria-labelledby="%1$s">
        <h2 id="%1$s">%2$s</h2>
        <p>%3$s</p>
        <div class="plots">
        %4$s%5$s</div>
        <details><summary>Figures as a table</summary>
        %6$s
        </details>
        </section>"""
        .formatted(
            section.id(),
            escape(section.heading()),
            escape(section.explanation()),
            plot(section, "hitRate", "Hit rate" + k),
            plot(section, "ndcg", "NDCG" + k),
            figures(section));
  }

  private static String plot(Section section, String figure, String name) {
    return """
        <figure><figcaption>%3$s</figcaption>
        <div class="plot"><canvas role="img" data-plot="%1$s" data-figure="%2$s"
         aria-label="%3$s, %4$s; the figures are in the table below"></canvas></div></figure>
        """
        .formatted(
            section.id(), figure, escape(name), escape(section.heading().toLowerCase(Locale.ROOT)));
  }

  private String figures(Section section) {
    StringBuilder head = new StringBuilder();
    head.append(
        "<th scope=\"col\">%s</th><th scope=\"col\">Cases</th>".formatted(section.column()));
    for (String layer : leadFirst()) {
      head.append("<th scope=\"col\">%s HR%s</th>".formatted(escape(layer), k));
      head.append("<th scope=\"col\">%s NDCG%s</th>".formatted(escape(layer), k));
    }
    StringBuilder rows = new StringBuilder();
    for (Part part : section.slices()) {
      rows.append(
          "<tr><th scope=\"row\">%s</th><td>%s</td>"
              .formatted(
                  escape(section.id().equals("time") ? part.title() : part.label()),
                  count(part.slice().cases())));
      for (String layer : leadFirst()) {
        Figures figures = part.slice().layers().get(layer);
        rows.append(cell(figures.hitRate(), figures.hitRate95()));
        rows.append(cell(figures.ndcg(), figures.ndcg95()));
      }
      rows.append("</tr>\n");
    }
    return table(head.toString(), rows.toString(), "figures");
  }

  private static String cell(double value, Interval interval) {
    return "<td>%s <small>%s–%s</small></td>"
        .formatted(figure(value), figure(interval.low()), figure(interval.high()));
  }

  private static String table(String head, String rows, String name) {
    return """
        <div class="scroll" tabindex="0"><table class="%s">
        <thead><tr>%s</tr></thead>
        <tbody>
        %s</tbody></table></div>"""
        .formatted(name, head, rows);
  }

  private String facts() {
    StringBuilder facts = new StringBuilder();
    report
        .facts()
        .forEach(
            (word, fact) ->
                facts.append("<dt>%s</dt><dd>%s</dd>\n".formatted(escape(word), escape(fact))));
    return facts.toString();
  }

  private String settings() {
    if (report.settings().isEmpty()) {
      return "<p>All settings that decide what is recommended are at their defaults.</p>";
    }
    List<String> rows = new ArrayList<>();
    for (ChangedSetting setting : report.settings()) {
      rows.add(
          "<tr><th scope=\"row\"><code>%s</code></th><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  escape(setting.name()),
                  escape(setting.value()),
                  setting.usual().isEmpty() ? "–" : escape(setting.usual())));
    }
    return "<p>All others that decide what is recommended are at their defaults.</p>"
        + table(
            "<th scope=\"col\">Setting</th><th scope=\"col\">Value</th><th scope=\"col\">Default</th>",
            String.join("", rows),
            "settings");
  }

  private static String named(String layer) {
    return "<span class=\"key\" data-layer=\"%1$s\" aria-hidden=\"true\"></span>%1$s"
        .formatted(escape(layer));
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
