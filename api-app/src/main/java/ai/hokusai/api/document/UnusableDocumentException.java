package ai.hokusai.api.document;

/** A document or option cannot be used. The message holds no text of a document. */
public final class UnusableDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message the problem, without any text of a document
   */
  public UnusableDocumentException(String message) {
    super(message);
  }
}
