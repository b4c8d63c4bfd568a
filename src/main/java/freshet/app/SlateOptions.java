package freshet.app;

import picocli.CommandLine.Option;

/** The options that say which slate is asked for. */
final class SlateOptions {
  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many items. Default: ${DEFAULT-VALUE}")
  private int k;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only items of this content type.")
  private String type;

  /** The query that they ask with. */
  String query() {
    return "?k=" + k + given("type", type);
  }

  /** The query with one more parameter, which is left out where its value is null. */
  String query(String name, String value) {
    return query() + given(name, value);
  }

  private static String given(String name, String value) {
    return value == null ? "" : "&" + name + "=" + AskedServer.encoded(value);
  }
}
