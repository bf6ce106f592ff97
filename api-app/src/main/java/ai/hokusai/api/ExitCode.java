package ai.hokusai.api;

/** What the process ends with, so that scripts and orchestrators can tell the cases apart. */
final class ExitCode {
  static final int OK = 0;
  /** A command found the configuration wanting. */
  static final int FAILED = 1;

  static final int USAGE = 3;
  /** EX_SOFTWARE of sysexits.h: our own fault. */
  static final int OWN_FAULT = 70;
  /** EX_CONFIG of sysexits.h: the server refuses to start with this configuration. */
  static final int CONFIG = 78;

  private ExitCode() {}
}
