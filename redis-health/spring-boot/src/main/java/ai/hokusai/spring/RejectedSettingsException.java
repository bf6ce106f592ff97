package ai.hokusai.spring;

import org.springframework.boot.ExitCodeGenerator;

/**
 * Settings with which the service cannot start. The message is short, because Spring repeats it; the report is
 * printed once, by {@link RejectedSettingsFailureAnalyzer}. Spring Boot exits with the code only where the exception
 * is thrown before there are listeners: to publish the code it creates all of them, and fails on those of the
 * actuator. So the beans that throw are created first.
 */
final class RejectedSettingsException extends RuntimeException implements ExitCodeGenerator {
  private static final long serialVersionUID = 1;
  // EX_CONFIG of sysexits.h, as the server of this project has it.
  private static final int EX_CONFIG = 78;

  private final String report;
  private final int exitCode;

  /** An exception with the report of every problem, which shows no secret. */
  RejectedSettingsException(String report) {
    this(report, EX_CONFIG);
  }

  private RejectedSettingsException(String report, int exitCode) {
    super("the Redis settings of this service are rejected");
    this.report = report;
    this.exitCode = exitCode;
  }

  /** An exception once there are listeners. It has no code of its own, so the process exits with 1. */
  static RejectedSettingsException late(String report) {
    return new RejectedSettingsException(report, 0);
  }

  String report() {
    return report;
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
