package ai.hokusai.api.models;

/** Other software changed the index of the models in Redis, so that no response would be correct. */
final class DamagedIndexException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedIndexException() {
    super("the index of the models has another type, or members with a score");
  }
}
