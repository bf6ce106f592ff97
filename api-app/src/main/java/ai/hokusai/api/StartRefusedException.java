package ai.hokusai.api;

import ai.hokusai.api.log.Refusal;

/** The server does not start, for a reason that an operator can put right. */
final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  StartRefusedException(Refusal refusal) {
    super(refusal.code());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
