package ai.hokusai.api;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.log.Logging;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.classify.FaultException;

/** The beginning of watching Redis, or of doing without it where a tolerant start allows that. */
final class HealthStart {
  private static final String NAME = "hokusai-api";

  private HealthStart() {}

  /**
   * Begins to watch what the settings name.
   *
   * @throws StartRefusedException where nothing can be done with them and the start is strict
   */
  static ServiceHealth of(AppConfig config) throws StartRefusedException {
    if (config.isRejected()) {
      return ServiceHealth.rejected(null);
    }
    RedisSettings settings = config.redis().orElse(null);
    if (settings == null) {
      return ServiceHealth.withoutRedis();
    }
    try {
      return ServiceHealth.watching(settings, latest(config), config.health(), NAME);
    } catch (FaultException e) {
      return without(Finding.of(Severity.ERROR, e.fault()), config);
    }
  }

  private static LatestSettings latest(AppConfig config) {
    return new LatestSettings(
        config::redisAgain, config.secrets(), all -> Logging.apply(config.log(), all));
  }

  private static ServiceHealth without(Finding refusal, AppConfig config)
      throws StartRefusedException {
    if (config.startup().isStrict()) {
      throw new StartRefusedException(refusal);
    }
    Events.tolerated(refusal);
    return ServiceHealth.rejected(refusal);
  }
}
