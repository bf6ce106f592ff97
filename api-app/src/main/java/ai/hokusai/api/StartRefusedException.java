package ai.hokusai.api;

import ai.hokusai.config.diagnostic.Issue;

/** The server does not start, for a reason that an operator can put right. */
final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Issue refusal;

  StartRefusedException(Issue refusal) {
    super(refusal.code());
    this.refusal = refusal;
  }

  Issue refusal() {
    return refusal;
  }
}
