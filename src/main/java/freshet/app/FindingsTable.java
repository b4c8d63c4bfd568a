package freshet.app;

import freshet.stream.TopicFinding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with topics, for people: a line each. A cure is often a command, so that nothing is
 * cut and nothing wrapped.
 */
final class FindingsTable {
  private record Row(String topic, String is, String should, String cure) {}

  private static final Row HEAD = new Row("topic", "is", "should be", "cure");

  private FindingsTable() {}

  static String of(List<TopicFinding> findings) {
    List<Row> rows =
        Stream.concat(Stream.of(HEAD), findings.stream().map(FindingsTable::row)).toList();
    String format =
        "%%-%ds  %%-%ds  %%-%ds  %%s%%n"
            .formatted(
                width(rows.stream().map(Row::topic)),
                width(rows.stream().map(Row::is)),
                width(rows.stream().map(Row::should)));
    return rows.stream()
        .map(
            row ->
                String.format(Locale.ROOT, format, row.topic(), row.is(), row.should(), row.cure()))
        .collect(Collectors.joining());
  }

  private static Row row(TopicFinding finding) {
    String is =
        finding.what().equals(TopicFinding.TOPIC)
            ? finding.is()
            : "%s: %s".formatted(finding.what(), finding.is());
    return new Row(finding.topic(), is, finding.should(), finding.cure());
  }

  private static int width(Stream<String> cells) {
    return cells.mapToInt(String::length).max().orElse(1);
  }
}
