package ai.hokusai.api.http;

import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Listens when it is told to, and not with the server that it belongs to. Told by the thread that starts the
 * server.
 */
final class LateConnector extends ServerConnector {
  private boolean isListening;

  LateConnector(Server server, HttpConnectionFactory http) {
    super(server, http);
  }

  void listen() throws Exception {
    stop();
    isListening = true;
    start();
  }

  @Override
  protected void doStart() throws Exception {
    // The server starts it last of all; what it waits for is decided elsewhere.
    if (isListening) {
      super.doStart();
    }
  }

  @Override
  protected void doStop() throws Exception {
    if (isListening) {
      super.doStop();
    }
  }
}
