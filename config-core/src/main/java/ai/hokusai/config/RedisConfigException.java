package ai.hokusai.config;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.TextReport;
import java.util.List;

/**
 * An environment that has no Redis settings. The message is the whole report and shows no secret.
 */
public final class RedisConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  RedisConfigException(String reason, List<Diagnostic> diagnostics) {
    super(diagnostics.isEmpty() ? reason : reason + "\n\n" + TextReport.render(diagnostics));
    this.diagnostics = diagnostics;
  }

  /** The diagnostics, the gravest first. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
