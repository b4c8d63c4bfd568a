package freshet.http.exchange;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Turns what Jetty refuses before Javalin sees it — a bad request line, too large a header — into a
 * {@link Problem}.
 */
public final class JettyProblems extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    response.write(true, ByteBuffer.wrap(problem(code, message).json()), callback);
  }

  private static Problem problem(int status, String reason) {
    // Of a failure inside, the reason may be an exception's text, which is nobody's business.
    boolean callersFault = status < 500 && reason != null;
    return Problem.of(status, callersFault ? Words.shown(reason) : HttpStatus.getMessage(status));
  }
}
