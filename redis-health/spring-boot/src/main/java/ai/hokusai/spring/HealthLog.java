package ai.hokusai.spring;

import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line for each change of a status or code. */
final class HealthLog implements HealthListener {
  private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    String status = check.snapshot().status().name().toLowerCase(Locale.ROOT);
    Cause cause = check.snapshot().cause();
    if (cause == null) {
      LOG.info("{} is {}", check.name(), status);
    } else {
      LOG.warn(
          "{} is {}: {}: {}; {}",
          check.name(),
          status,
          cause.code(),
          cause.message(),
          cause.remedy());
    }
  }
}
