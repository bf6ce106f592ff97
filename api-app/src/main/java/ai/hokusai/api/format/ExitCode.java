package ai.hokusai.api.format;

/** The exit codes of the process; scripts, pipelines and orchestrators distinguish the cases by them. */
public final class ExitCode {
  /** The command succeeded, the deployment can proceed, or a signal stopped the server. */
  public static final int OK = 0;
  /** The configuration is rejected, or a step of the check failed. */
  public static final int FAILED = 1;
  /**
   * With {@code --detailed-exitcode}, no step of the check failed and at least one has warnings; or {@code why} did not
   * find the cause.
   */
  public static final int WARNINGS = 2;
  /** The command line is invalid. */
  public static final int USAGE = 3;
  /** The check itself failed: an internal error, or stdout is closed. */
  public static final int CHECK_ERROR = 4;
  /** An internal error: EX_SOFTWARE of sysexits.h. */
  public static final int INTERNAL_ERROR = 70;
  /** The server refuses to start with this configuration: EX_CONFIG of sysexits.h. */
  public static final int CONFIG = 78;

  private ExitCode() {}
}
