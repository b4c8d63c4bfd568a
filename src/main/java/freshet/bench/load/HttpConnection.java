package freshet.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * One kept-alive connection, one request at a time; not safe for several threads.
 *
 * <p>It speaks as much of HTTP/1.1 as a benchmark of this server needs: every answer tells its
 * length or comes in chunks without trailers. A full client costs as much CPU as the server it
 * asks, and they share the cores.
 */
public final class HttpConnection implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final int HEX = 16;

  private final Socket socket;
  private final String host;
  private final InputStream in;
  private final OutputStream out;

  /** What was read and is not used up lies between these two places. */
  private byte[] buffer = new byte[16 * 1024];

  private int from;
  private int to;
  private boolean closing;

  private HttpConnection(Socket socket, String host) throws IOException {
    this.socket = socket;
    this.host = host;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /**
   * Connects.
   *
   * @throws UnavailableException if nobody listens there
   */
  public static HttpConnection open(URI server) {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.connect(
          new InetSocketAddress(server.getHost(), server.getPort()), (int) LIMIT.toMillis());
      return new HttpConnection(socket, server.getAuthority());
    } catch (IOException e) {
      close(socket);
      throw new UnavailableException(
          "%s cannot be connected to (%s); look whether the server still runs"
              .formatted(server, e.getMessage()),
          e);
    }
  }

  /**
   * Asks for something.
   *
   * @param path percent-encoded, with its query
   * @throws UnavailableException if there is no answer within 15 s
   */
  public HttpAnswer get(String path) {
    return exchange("GET " + path, head("GET", path) + "\r\n", new byte[0]);
  }

  /** Whether its last answer said that it takes no further request. */
  boolean isClosing() {
    return closing;
  }

  /**
   * Hands something in.
   *
   * @param path percent-encoded
   * @throws UnavailableException if there is no answer within 15 s
   */
  public HttpAnswer post(String path, String contentType, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String head =
        head("POST", path)
            + ("Content-Type: " + contentType + "\r\n")
            + ("Content-Length: " + body.length + "\r\n\r\n");
    return exchange("POST " + path, head, body);
  }

  private String head(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n";
  }

  private HttpAnswer exchange(String asked, String head, byte[] body) {
    try {
      if (closing) {
        throw new EOFException("the server has closed the connection");
      }
      byte[] start = head.getBytes(StandardCharsets.US_ASCII);
      // In one piece, or the server wakes up twice.
      byte[] request = Arrays.copyOf(start, start.length + body.length);
      System.arraycopy(body, 0, request, start.length, body.length);
      out.write(request);
      return answer();
    } catch (IOException e) {
      throw new UnavailableException(
          "%s got no answer (%s); look whether the server still runs, or ask less of it"
              .formatted(asked, e.getMessage()),
          e);
    }
  }

  private HttpAnswer answer() throws IOException {
    String status = line();
    String[] words = status.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
      throw new IOException("this is not HTTP: " + status);
    }
    int length = -1;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      } else if (line.equalsIgnoreCase(CHUNKED)) {
        chunked = true;
      } else if (line.toLowerCase(Locale.ROOT).startsWith("connection: close")) {
        closing = true;
      }
    }
    if (length < 0 && !chunked) {
      throw new IOException("the answer does not tell its length");
    }
    byte[] body = chunked ? chunks() : bytes(length);
    return new HttpAnswer(Integer.parseInt(words[1]), new String(body, StandardCharsets.UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk;
    do {
      chunk = bytes(Integer.parseInt(line(), HEX));
      body.write(chunk);
      line();
    } while (chunk.length > 0);
    return body.toByteArray();
  }

  private byte[] bytes(int count) throws IOException {
    while (to - from < count) {
      read();
    }
    from += count;
    return Arrays.copyOfRange(buffer, from - count, from);
  }

  private String line() throws IOException {
    int looked = 0;
    while (true) {
      for (; from + looked < to; looked++) {
        if (buffer[from + looked] == '\n') {
          String line = new String(buffer, from, looked, StandardCharsets.US_ASCII);
          from += looked + 1;
          return line.stripTrailing();
        }
      }
      read();
    }
  }

  /** Reads more, behind what is not used up. */
  private void read() throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == buffer.length) {
      byte[] larger = from > 0 ? buffer : new byte[buffer.length * 2];
      System.arraycopy(buffer, from, larger, 0, to - from);
      buffer = larger;
      to -= from;
      from = 0;
    }
    int count = in.read(buffer, to, buffer.length - to);
    if (count < 0) {
      throw new EOFException("the server has closed the connection");
    }
    to += count;
  }

  @Override
  public void close() {
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost: whatever was asked has been answered or has failed.
    }
  }
}
