package ai.hokusai.config.readme;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.TextReport;
import java.util.Map;

/** The sample of the README, here so that it compiles. */
final class Sample {

  private Sample() {}

  static RedisSettings settings(Map<String, String> environment) {
    ConfigOutcome outcome = RedisConfig.resolve(environment); // usually System.getenv()
    RedisSettings settings = outcome.settingsOrThrow(); // the message has every problem
    System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
    return settings;
  }
}
