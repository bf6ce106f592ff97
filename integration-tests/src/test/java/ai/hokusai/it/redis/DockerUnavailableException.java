package ai.hokusai.it.redis;

/** No Docker engine can run redis-server for these tests; the message says why not. */
final class DockerUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DockerUnavailableException(String message) {
    super(message);
  }

  DockerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
