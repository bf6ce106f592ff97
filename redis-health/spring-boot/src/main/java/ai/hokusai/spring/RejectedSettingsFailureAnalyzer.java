package ai.hokusai.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the report of rejected settings in place of a stack trace. */
final class RejectedSettingsFailureAnalyzer
    extends AbstractFailureAnalyzer<RejectedSettingsException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, RejectedSettingsException cause) {
    return new FailureAnalysis(
        cause.getMessage() + ":\n\n" + cause.report(),
        "Follow each remedy and start the service again.",
        cause);
  }
}
