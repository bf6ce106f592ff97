package ai.hokusai.api.server;

/** The exit codes of the process; scripts and orchestrators distinguish the cases by them. */
public final class ExitCode {
  /** The command succeeded, or a signal stopped the server. */
  public static final int OK = 0;
  /** The configuration is rejected. */
  public static final int FAILED = 1;

  /** The command line is invalid. */
  public static final int USAGE = 3;
  /** An internal error: EX_SOFTWARE of sysexits.h. */
  public static final int INTERNAL_ERROR = 70;
  /** The server refuses to start with this configuration: EX_CONFIG of sysexits.h. */
  public static final int CONFIG = 78;

  private ExitCode() {}
}
