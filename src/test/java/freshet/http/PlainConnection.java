package freshet.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends requests byte for byte, also those that no client would send. Each has a connection of its
 * own, whose end is the end of the answer.
 */
final class PlainConnection {
  private static final int PATIENCE_MILLIS = 10_000;

  private PlainConnection() {}

  /**
   * What came back.
   *
   * @param body of a stream of events, what the first of them says
   */
  record Answer(int status, String contentType, String body) {}

  static Answer send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      return read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private static Answer read(InputStream in) throws IOException {
    String first = line(in);
    if (!first.startsWith("HTTP/1.")) {
      throw new IOException("this is no answer: " + first);
    }
    int status = Integer.parseInt(first.substring(9, 12));
    String contentType = "";
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-type:", 0, 13)) {
        contentType = header.substring(13).strip();
      }
    }
    return new Answer(
        status,
        contentType,
        contentType.startsWith("text/event-stream")
            ? firstEvent(in)
            : new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  private static String firstEvent(InputStream in) throws IOException {
    String line = line(in);
    while (!line.startsWith("data: ")) {
      line = line(in);
    }
    return line.substring("data: ".length());
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the answer ended early, after " + line);
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
