package ai.hokusai.spring;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code hokusai.health.*}.
 *
 * @param background the names of the health indicators that are called in the background
 * @param interval the pause between two calls of one of them
 * @param deadline the longest that such a call takes
 * @param drainDelay the time from the begin of a shutdown, when readiness is refused, to the stop of the web server
 */
@ConfigurationProperties(prefix = "hokusai.health", ignoreUnknownFields = false)
record HealthProperties(
    @DefaultValue List<String> background,
    @DefaultValue("5s") Duration interval,
    @DefaultValue("2s") Duration deadline,
    @DefaultValue("0s") Duration drainDelay) {

  HealthProperties {
    if (interval.isNegative() || interval.isZero() || deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException(
          "hokusai.health.interval and hokusai.health.deadline must be longer than 0");
    }
    if (drainDelay.isNegative()) {
      throw new IllegalArgumentException("hokusai.health.drain-delay must not be negative");
    }
  }
}
