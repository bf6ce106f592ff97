package ai.hokusai.api.check;

/** What a check ends with, so that a pipeline can tell the cases apart. */
public final class CheckExit {
  /** Nothing speaks against a deployment. */
  public static final int READY = 0;
  /** A step failed. */
  public static final int FAILED = 1;
  /** No step failed, and something is not as it should be. */
  public static final int WARNINGS = 2;
  /** The check itself failed. */
  public static final int OWN_FAULT = 4;

  private CheckExit() {}

  static int of(Outcome outcome, boolean failsOnWarning, boolean isOurFault) {
    if (isOurFault) {
      return OWN_FAULT;
    }
    return switch (outcome) {
      case FAIL -> FAILED;
      case WARN -> failsOnWarning ? FAILED : WARNINGS;
      case PASS, SKIP -> READY;
    };
  }
}
