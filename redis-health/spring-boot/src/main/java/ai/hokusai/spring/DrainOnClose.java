package ai.hokusai.spring;

import ai.hokusai.health.HealthMonitor;
import java.time.Duration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Reports that the service is about to stop once its context closes, which is before the web server stops, and holds
 * that stop back for the drain delay.
 */
final class DrainOnClose implements ApplicationListener<ContextClosedEvent> {
  private final ApplicationContext context;
  private final HealthMonitor monitor;
  private final Duration delay;

  /** A listener for the end of one context; the end of a child context, such as that of the management port, is none. */
  DrainOnClose(ApplicationContext context, HealthMonitor monitor, Duration delay) {
    this.context = context;
    this.monitor = monitor;
    this.delay = delay;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    if (event.getApplicationContext() != context) {
      return;
    }
    monitor.drain();
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
