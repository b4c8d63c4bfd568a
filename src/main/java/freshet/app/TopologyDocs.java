package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import freshet.avro.ArtifactChunkRecord;
import freshet.avro.EngagementRecord;
import freshet.avro.ErasureRecord;
import freshet.avro.InteractionRecord;
import freshet.avro.ItemRecord;
import freshet.avro.MixtureRecord;
import freshet.avro.ModelRecord;
import freshet.avro.NeighboursRecord;
import freshet.avro.RetrainRecord;
import freshet.avro.SlateRecord;
import freshet.avro.TrendingRecord;
import freshet.stream.TopicSpec;
import freshet.topology.TopologyDiagram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.Topology;

/** Writes down what the running code is: topology, stores, topics, schemas and settings. */
final class TopologyDocs {
  private static final String GENERATED =
      "<!-- Made by `./freshet topology --write`; a test fails when it is stale. -->\n\n";

  private final Settings settings;
  private final Topology topology;

  TopologyDocs(Settings settings) {
    this.settings = settings;
    this.topology = DescribedTopology.of(settings);
  }

  /** The diagram alone. */
  String mermaid() {
    return TopologyDiagram.mermaid(topology);
  }

  /** File name to content. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.md", GENERATED + overview());
    files.put("topics.md", GENERATED + topics());
    files.put("settings.md", GENERATED + settingsTable());
    return files;
  }

  private String overview() {
    StringBuilder text = new StringBuilder("# The topology\n\n");
    text.append(
        "An interaction enters on the left and passes once, from the topic by user to the stores by"
            + " item. [Topics and schemas](topics.md) · [Settings](settings.md)\n\n```mermaid\n");
    text.append(mermaid())
        .append(
            """
            ```

            Topics are rounded, processors are boxes, stores are cylinders. A topic whose name ends in
            `-repartition` carries what one sub-topology has combined to the instances that own the
            items. Views are filled from a topic on every instance, so that each can answer alone.

            ## Stores

            | store | filled by |
            |---|---|
            """);
    TopologyDiagram.stores(topology)
        .forEach((store, by) -> text.append("| `%s` | %s |\n".formatted(store, by)));
    return text.toString();
  }

  private String topics() {
    StringBuilder text = new StringBuilder("# Topics\n\n");
    text.append("| topic | kind | partitions | configuration |\n|---|---|---|---|\n");
    for (TopicSpec spec : Topics.specs(settings)) {
      boolean table =
          spec.config()
              .get(TopicConfig.CLEANUP_POLICY_CONFIG)
              .equals(TopicConfig.CLEANUP_POLICY_COMPACT);
      String config =
          spec.config().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(entry -> "`%s=%s`".formatted(entry.getKey(), entry.getValue()))
              .collect(Collectors.joining(" "));
      text.append(
          "| `%s` | %s | %d | %s |\n"
              .formatted(spec.name(), table ? "table" : "log", spec.partitions(), config));
    }
    text.append(
        "\nKeys are plain UTF-8 strings; values are Avro in Confluent's wire format, but for dead"
            + " letters, which are the bytes as they came, and transfers, which are Freshet's own.\n");
    schemas().forEach((topic, schema) -> text.append(schemaTable(topic, schema)));
    return text.toString();
  }

  private static Map<String, Schema> schemas() {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    schemas.put("interactions", InteractionRecord.getClassSchema());
    schemas.put("items", ItemRecord.getClassSchema());
    schemas.put("neighbours", NeighboursRecord.getClassSchema());
    schemas.put("trending", TrendingRecord.getClassSchema());
    schemas.put("mixtures", MixtureRecord.getClassSchema());
    schemas.put("erasures", ErasureRecord.getClassSchema());
    schemas.put("slates", SlateRecord.getClassSchema());
    schemas.put("engagement", EngagementRecord.getClassSchema());
    schemas.put("retrain", RetrainRecord.getClassSchema());
    schemas.put("models", ModelRecord.getClassSchema());
    schemas.put("model-artifacts", ArtifactChunkRecord.getClassSchema());
    return schemas;
  }

  private static String schemaTable(String topic, Schema schema) {
    StringBuilder text = new StringBuilder("\n## `%s`\n\n%s\n\n".formatted(topic, schema.getDoc()));
    text.append("| field | type | meaning |\n|---|---|---|\n");
    fields("", schema, text);
    return text.toString();
  }

  private static void fields(String prefix, Schema schema, StringBuilder text) {
    for (Schema.Field field : schema.getFields()) {
      text.append(
          "| `%s%s` | %s | %s |\n"
              .formatted(prefix, field.name(), type(field.schema()), field.doc()));
      if (field.schema().getType() == Schema.Type.ARRAY
          && field.schema().getElementType().getType() == Schema.Type.RECORD) {
        fields(prefix + field.name() + "[].", field.schema().getElementType(), text);
      }
      if (field.schema().getType() == Schema.Type.RECORD) {
        fields(prefix + field.name() + ".", field.schema(), text);
      }
      if (field.schema().getType() == Schema.Type.UNION) {
        for (Schema type : field.schema().getTypes()) {
          if (type.getType() == Schema.Type.RECORD) {
            fields(prefix + field.name() + ".", type, text);
          }
        }
      }
    }
  }

  private static String type(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return schema.getTypes().stream()
              .filter(type -> type.getType() != Schema.Type.NULL)
              .map(TopologyDocs::type)
              .collect(Collectors.joining(" or "))
          + ", optional";
    }
    if (schema.getLogicalType() != null) {
      return schema.getLogicalType().getName();
    }
    return schema.getType() == Schema.Type.ARRAY
        ? "array of " + type(schema.getElementType())
        : schema.getType().getName();
  }

  private static String settingsTable() {
    Config reference =
        ConfigFactory.parseResources(TopologyDocs.class.getClassLoader(), "reference.conf");
    StringBuilder text =
        new StringBuilder(
            """
            # Settings

            What wins, from weakest to strongest: the defaults below, the settings file
            (`freshet.conf` in the current folder, or `--config FILE`), the environment
            (`FRESHET_HTTP_PORT` for `http.port`, or `FRESHET_HTTP_PORT_FILE` for a file with the
            value), system properties (`-Dfreshet.http.port`), options of the command line. `freshet
            config` shows what holds and where it was set.

            | setting | default | meaning |
            |---|---|---|
            """);
    rows("", reference.root()).stream()
        .sorted(Comparator.comparingInt(SettingRow::line))
        .forEach(row -> text.append(row.toMarkdown()));
    return text.toString();
  }

  /** One line of the table, and where it stands in the file. */
  private record SettingRow(int line, String path, String value, String meaning) {
    String toMarkdown() {
      return "| `%s` | %s | %s |\n".formatted(path, value, meaning);
    }
  }

  private static List<SettingRow> rows(String prefix, ConfigObject block) {
    List<SettingRow> rows = new ArrayList<>();
    block.forEach(
        (name, value) -> {
          String path = prefix + name;
          if (value instanceof ConfigObject inner && !inner.isEmpty() && !isInteractionType(path)) {
            if (!comment(value).isEmpty()) {
              rows.add(new SettingRow(line(value), path, "", comment(value)));
            }
            rows.addAll(rows(path + ".", inner));
          } else {
            rows.add(new SettingRow(line(value), path, rendered(value), comment(value)));
          }
        });
    return rows;
  }

  private static int line(ConfigValue value) {
    return value.origin().lineNumber();
  }

  private static boolean isInteractionType(String path) {
    return path.startsWith("interaction-types.");
  }

  /** As one would write it in the settings file. */
  private static String rendered(ConfigValue value) {
    String json = value.render(ConfigRenderOptions.concise());
    String written =
        value instanceof ConfigObject object && !object.isEmpty()
            ? json.replaceAll("\"([a-z-]+)\":", "$1 = ").replace(",", ", ").replace("\"", "")
            : json.replace(",", ", ");
    return "`" + written.replace("|", "\\|") + "`";
  }

  private static String comment(ConfigValue value) {
    return value.origin().comments().stream()
        .map(String::strip)
        .collect(Collectors.joining(" "))
        .replace("|", "\\|");
  }
}
