package ai.hokusai.api.report;

/** The exit codes of {@code check}; pipelines distinguish the cases by them. */
public final class CheckExit {
  /** The deployment can proceed. */
  public static final int READY = 0;
  /** A step failed. */
  public static final int FAILED = 1;
  /** No step failed, and at least one has warnings. */
  public static final int WARNINGS = 2;
  /** The check itself failed: an internal error, or stdout is closed. */
  public static final int INTERNAL_ERROR = 4;

  private CheckExit() {}

  static int of(Outcome outcome, boolean failsOnWarning, boolean isInternalError) {
    if (isInternalError) {
      return INTERNAL_ERROR;
    }
    return switch (outcome) {
      case FAIL -> FAILED;
      case WARN -> failsOnWarning ? FAILED : WARNINGS;
      case PASS, SKIP -> READY;
    };
  }
}
