package freshet.http.batch;

import freshet.http.exchange.Problem;
import freshet.http.exchange.ProblemException;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** The body of a request, within its bounds and of a kind that can be read. */
public final class RequestBody {
  /** How a body is written. */
  public enum Form {
    /** One JSON value. */
    JSON,
    /** One JSON value per line. */
    NDJSON
  }

  private static final Set<String> NDJSON_TYPES =
      Set.of("application/x-ndjson", "application/ndjson");
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int PIECE = 8192;
  private static final String JSON_TYPE = "application/json";

  private final Form form;
  private final byte[] bytes;

  private RequestBody(Form form, byte[] bytes) {
    this.form = form;
    this.bytes = bytes;
  }

  Form form() {
    return form;
  }

  /** The body itself, UTF-8; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** A body that may hold one element or many. */
  public static RequestBody batch(Context ctx, int maxBytes) {
    return read(ctx, maxBytes, true);
  }

  /** A body that holds one element. */
  public static RequestBody one(Context ctx, int maxBytes) {
    return read(ctx, maxBytes, false);
  }

  /** A body that has been read already. */
  public static RequestBody of(Form form, byte[] bytes) {
    return new RequestBody(form, bytes.clone());
  }

  private static RequestBody read(Context ctx, int maxBytes, boolean ndjson) {
    Form form = form(ctx, ndjson);
    if (ctx.header("Content-Encoding") != null) {
      throw Problem.of(415, "Content-Encoding is not supported; send the body as it is")
          .exception();
    }
    byte[] bytes = bytes(ctx, maxBytes);
    if (bytes.length == 0) {
      throw Problem.of(400, "the body is empty; send a JSON object").exception();
    }
    return new RequestBody(form, bytes);
  }

  private static Form form(Context ctx, boolean ndjson) {
    String header = ctx.contentType();
    String[] parts = header == null ? new String[] {""} : header.split(";", -1);
    String type = parts[0].strip().toLowerCase(Locale.ROOT);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported(ndjson, "JSON is read as UTF-8 only");
      }
    }
    if (type.equals(JSON_TYPE)) {
      return Form.JSON;
    }
    if (ndjson && NDJSON_TYPES.contains(type)) {
      return Form.NDJSON;
    }
    throw unsupported(ndjson, "this Content-Type cannot be read");
  }

  private static ProblemException unsupported(boolean ndjson, String what) {
    String types = ndjson ? "application/json or application/x-ndjson" : JSON_TYPE;
    return Problem.of(415, "%s; send Content-Type: %s".formatted(what, types))
        .blaming("Content-Type")
        .header("Accept", types.replace(" or ", ", "))
        .exception();
  }

  private static byte[] bytes(Context ctx, int maxBytes) {
    long declared = ctx.req().getContentLengthLong();
    try {
      if (declared > maxBytes) {
        readAway(ctx, declared, maxBytes);
        throw tooLarge(maxBytes);
      }
      byte[] bytes = arrived(ctx.req().getInputStream(), maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      return bytes;
    } catch (IOException e) {
      throw Problem.of(400, "the body ended early; send all of it").exception();
    }
  }

  /** Reads at most so many bytes; who sends them one by one does not hold a thread for ever. */
  private static byte[] arrived(InputStream body, int most) throws IOException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    ByteArrayOutputStream arrived = new ByteArrayOutputStream(PIECE);
    byte[] piece = new byte[PIECE];
    int left = most;
    int read = body.read(piece, 0, Math.min(PIECE, left));
    while (read >= 0 && left > 0) {
      arrived.write(piece, 0, read);
      left -= read;
      if (System.nanoTime() - deadline > 0) {
        throw Problem.of(
                408,
                "the body did not arrive within %d s; send it faster, or in parts"
                    .formatted(LONGEST.toSeconds()))
            .header("Connection", "close")
            .exception();
      }
      read = left == 0 ? -1 : body.read(piece, 0, Math.min(PIECE, left));
    }
    return arrived.toByteArray();
  }

  /**
   * Reads a body that is not wanted, if it is not much larger than allowed: a client that is still
   * sending when the connection closes sees a broken pipe and never the answer. A client that asked
   * first, with Expect: 100-continue, does not need it.
   */
  private static void readAway(Context ctx, long declared, int maxBytes) throws IOException {
    if (declared <= 4L * maxBytes && ctx.header("Expect") == null) {
      InputStream body = ctx.req().getInputStream();
      byte[] away = new byte[8192];
      while (body.read(away) >= 0) {
        // The bytes are not wanted.
      }
    }
  }

  private static ProblemException tooLarge(int maxBytes) {
    return Problem.of(413, "the body is larger than %d bytes; send it in parts".formatted(maxBytes))
        .exception();
  }
}
