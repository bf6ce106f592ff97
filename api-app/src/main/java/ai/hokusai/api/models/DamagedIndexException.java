package ai.hokusai.api.models;

/** The index of the models in Redis was changed by other software, so that no answer can be right. */
final class DamagedIndexException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedIndexException() {
    super("the index of the models has another type, or members with a score");
  }
}
