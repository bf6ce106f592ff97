package ai.hokusai.health.connect;

import java.net.Socket;

/** Somebody who looks on while a connection comes up, on the thread that brings it up. */
public interface ConnectionWatch {

  /**
   * The connection enters a stage.
   *
   * @param stage what begins now
   */
  void enters(Stage stage);

  /**
   * There is a socket, not connected yet. Closing it from any thread ends whatever waits on it, also
   * inside TLS.
   *
   * @param socket the TCP socket below everything
   */
  void opens(Socket socket);

  /**
   * A watch that sees nothing.
   *
   * @return the watch
   */
  static ConnectionWatch none() {
    return new ConnectionWatch() {
      @Override
      public void enters(Stage stage) {}

      @Override
      public void opens(Socket socket) {}
    };
  }
}
