package ai.hokusai.api.http;

import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A connector that does not listen when its server starts, but when {@link #listen} is called. */
final class DeferredConnector extends ServerConnector {
  private boolean isListening;

  DeferredConnector(Server server, HttpConnectionFactory http) {
    super(server, http);
  }

  void listen() throws Exception {
    stop();
    isListening = true;
    start();
  }

  @Override
  protected void doStart() throws Exception {
    // Called when the server starts, before listen().
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
