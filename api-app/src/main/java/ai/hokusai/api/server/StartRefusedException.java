package ai.hokusai.api.server;

import ai.hokusai.api.format.Finding;

/** The server does not start, for a reason that an operator can correct. */
public final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Finding refusal;

  StartRefusedException(Finding refusal) {
    super(refusal.code());
    this.refusal = refusal;
  }

  /** The reason. */
  public Finding refusal() {
    return refusal;
  }
}
