package ai.hokusai.api.http;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Creates connections that reject {@code http/1.1} as the protocol of a request. Its name is case-sensitive (RFC
 * 9112, section 2.3), and Jetty, which ignores case there, has no setting for it.
 */
final class StrictHttp extends HttpConnectionFactory {

  StrictHttp(HttpConfiguration http) {
    super(http);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    var connection = new StrictConnection(getHttpConfiguration(), connector, endPoint);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  private static final class StrictConnection extends HttpConnection {
    // Set by the constructor of the superclass, so it has no initial value here.
    private HttpParser.@Nullable RequestHandler handler;

    StrictConnection(HttpConfiguration http, Connector connector, EndPoint endPoint) {
      super(http, connector, endPoint);
    }

    @Override
    protected HttpConnection.RequestHandler newRequestHandler() {
      HttpConnection.RequestHandler made = super.newRequestHandler();
      handler = made;
      return made;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
      HttpConfiguration http = getHttpConfiguration();
      var parser =
          new StrictParser(requireNonNull(handler), http.getRequestHeaderSize(), compliance);
      parser.setHeaderCacheSize(http.getHeaderCacheSize());
      parser.setHeaderCacheCaseSensitive(http.isHeaderCacheCaseSensitive());
      return parser;
    }
  }

  /** Examines the bytes that Jetty parses as the protocol of a request, in as many parts as they arrive. */
  static final class StrictParser extends HttpParser {
    private ByteBuffer input = BufferUtil.EMPTY_BUFFER;
    private int unexamined;
    private boolean hasLowerCase;

    StrictParser(HttpParser.RequestHandler handler, int headerBytes, HttpCompliance compliance) {
      super(handler, headerBytes, compliance);
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
      input = buffer;
      unexamined = buffer.position();
      boolean isEvent = super.parseNext(buffer);
      if (isState(State.REQUEST_VERSION)) {
        examine();
      }
      return isEvent;
    }

    @Override
    protected void setState(State state) {
      if (state == State.REQUEST_VERSION) {
        // Its first byte has been read.
        unexamined = input.position() - 1;
        hasLowerCase = false;
      } else if (state == State.HEADER && isState(State.REQUEST_VERSION)) {
        examine();
        if (hasLowerCase) {
          throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400);
        }
      }
      super.setState(state);
    }

    private void examine() {
      for (int i = unexamined; i < input.position(); i++) {
        hasLowerCase |= Character.isLowerCase(input.get(i));
      }
    }
  }
}
