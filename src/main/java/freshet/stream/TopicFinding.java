package freshet.stream;

/**
 * Something about a topic that is not as it should be.
 *
 * @param topic the full name
 * @param what is wrong: {@code topic}, {@code partitions}, {@code replicas} or a setting of Kafka's
 * @param is how it is
 * @param should how it should be
 * @param cure what to do about it
 * @param refused whether nothing may run on it
 */
public record TopicFinding(
    String topic, String what, String is, String should, String cure, boolean refused) {

  /** That there is no such topic. */
  public static final String TOPIC = "topic";

  static final String PARTITIONS = "partitions";
  static final String REPLICAS = "replicas";

  /** All of it in one sentence. */
  public String sentence() {
    String wrong =
        switch (what) {
          case TOPIC -> "is missing";
          case PARTITIONS, REPLICAS ->
              "has %s and should have %s".formatted(counted(what, is), should);
          default -> "has %s=%s and should have %s".formatted(what, is, should);
        };
    return "topic %s %s; %s".formatted(topic, wrong, cure);
  }

  private static String counted(String what, String number) {
    return number + " " + (number.equals("1") ? what.substring(0, what.length() - 1) : what);
  }
}
