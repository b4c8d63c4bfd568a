package freshet.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What strangers send, by mistake or on purpose. */
final class OddValues {
  /** Each is right for one parameter or another. */
  private static final List<String> SENSIBLE =
      List.of(
          "game",
          "t1",
          "ada",
          "i1,i2",
          "0",
          "0.5",
          "1",
          "10",
          "1h",
          "7d",
          "never",
          "PT2H",
          "trending",
          "popular",
          "latest",
          "foryou",
          "0-0",
          "0-17_3-4",
          "AQACDqkeJG0dOvA",
          "type = \"game\"",
          "not (tag in (\"t1\", \"t2\")) or age < 7d",
          "author = user",
          "created > \"2026-01-31\"",
          "tag = \"t1\": 1.5",
          "available: 0.01");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "x".repeat(256),
          "x".repeat(257),
          "x".repeat(9_000),
          "ä".repeat(256),
          "\uD83E\uDD50".repeat(128),
          "\uD83E\uDD50".repeat(129),
          "a/b",
          "a;b=c",
          "a+b%2Fc",
          "100%",
          "\\",
          "\"'<>`{}|^",
          "\u0000",
          "a\nb",
          "\u007F",
          "\u0085",
          "\u202Eabc",
          "e\u0301",
          "\u0663",
          "-0",
          "-1",
          "201",
          "2147483648",
          "1e9",
          "NaN",
          "Infinity",
          "0x10",
          "1e400",
          "null",
          "TRUE",
          "restoring",
          "0s",
          "999999999d",
          "P106751991167300D",
          "P1Y",
          "PT-1S",
          "1-1-1",
          "999999999-999999999999999999",
          "2147483648-0",
          "AQ",
          "AQAC====",
          "AQACDqkeJG0dOv",
          "_".repeat(7_000),
          ",,,",
          "(",
          "(".repeat(40) + "available" + ")".repeat(40),
          "not ".repeat(490) + "available",
          "available ".repeat(100),
          "age < 99999999999999999999d",
          "age < 9999999w",
          "created > \"9999-99-99\"",
          "created < \"-1000000-01-01\"",
          "type = \"",
          "item in ()",
          "tag = \"t1\": 1000",
          "tag = \"t1\": NaN",
          ": 1",
          "tag = \"t1\" : 1 : 1");

  /** As they stand in a path, encoded or not. */
  private static final List<String> SEGMENTS =
      List.of(
          "%",
          "%4",
          "%zz",
          "%C3",
          "%C0%AF",
          "%ED%A0%80",
          "%FF",
          "%00",
          "%0A",
          "%2F",
          "%2f..%2f",
          "a%2Fb",
          "a;b=c",
          ";",
          "a+b",
          "a:b@c",
          "~!$&'()*,=",
          "\u00E4",
          "\uD83E\uDD50",
          "\"<>\\^`{|}",
          "restoring",
          "%F0%9F%A5%90".repeat(200),
          "a".repeat(8_000));

  private static final List<String> RAW_VALUES =
      List.of("%", "%4", "%zz", "%C3", "%C0%AF", "\u00E4", "\"{}|<>\\^`", "a=b", "?", "+", "");

  private static final List<String> PAIRS =
      List.of("no-such=1", "=", "&&", "k", "k=1&k=2", "K=1", "%6B=3", "%zz=1", "a%00b=1", "\u00E4");

  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "201",
          "1e400",
          "-1e400",
          "-0.0",
          "1e-400",
          "123456789012345678901234567890",
          "1" + "0".repeat(80),
          "9007199254740993",
          "253402300800000",
          "-62135596800001",
          "-9223372036854775809",
          "\"\"",
          "\" \"",
          "\"restoring\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\uD83E\uDD50\"",
          "\"" + "x".repeat(257) + "\"",
          "\"" + "x".repeat(66_000) + "\"",
          "\"9999-12-31T23:59:59.999999999Z\"",
          "\"0001-01-01T00:00:00Z\"",
          "\"+10000-01-01T00:00:00Z\"",
          "\"-1000000000-01-01T00:00:00Z\"",
          "\"2026-02-30T00:00:00Z\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"\":\"\"}",
          "[".repeat(40) + "]".repeat(40),
          "{\"a\":".repeat(40) + "1" + "}".repeat(40),
          "{\"" + "n".repeat(2_000) + "\":1}",
          "[" + "{},".repeat(120) + "{}]",
          "NaN",
          "'x'",
          "nul",
          "{",
          "\"",
          "");

  private static final List<String> TIMES =
      List.of(
          "\"2026-02-28T12:00:00Z\"",
          "1772280000000",
          "0",
          "\"9999-12-31T23:59:59Z\"",
          "\"0001-01-01T00:00:00Z\"");

  private static final List<String> CONTENT_TYPES =
      List.of(
          "text/plain",
          "APPLICATION/JSON;charset=\"UTF-8\"",
          "application/json; charset=utf-16",
          "application/json;;;",
          "application/json; charset=",
          "application/x-ndjson",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "*/*",
          "/",
          ";");

  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          StandardCharsets.ISO_8859_1,
          Charset.forName("UTF-32"));

  private final Random random;

  OddValues(Random random) {
    this.random = random;
  }

  String sensibleText() {
    return any(SENSIBLE);
  }

  String text() {
    return any(TEXTS);
  }

  String segment() {
    return any(SEGMENTS);
  }

  String rawValue() {
    return any(RAW_VALUES);
  }

  String pair() {
    return any(PAIRS);
  }

  String json() {
    return any(JSON);
  }

  /** Of no type: what may be a time, as a text or a number. */
  String time() {
    return any(TIMES);
  }

  String contentType() {
    return any(CONTENT_TYPES);
  }

  Charset charset() {
    return any(CHARSETS);
  }

  /** A body with something done to it. */
  byte[] broken(byte[] body) {
    return switch (random.nextInt(8)) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(body, body.length / 2);
      case 2 -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, body);
      case 3 -> joined(new byte[] {0, 0, 0}, body);
      case 4 -> joined(body, new byte[] {(byte) 0xC3, (byte) 0x28});
      case 5 -> joined(body, " trailing".getBytes(StandardCharsets.UTF_8));
      case 6 -> joined(body, " ".repeat(70_000).getBytes(StandardCharsets.UTF_8));
      default -> {
        byte[] changed = body.clone();
        for (int i = 0; i < 3 && changed.length > 0; i++) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        yield changed;
      }
    };
  }

  private static byte[] joined(byte[] start, byte[] end) {
    byte[] all = Arrays.copyOf(start, start.length + end.length);
    System.arraycopy(end, 0, all, start.length, end.length);
    return all;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
