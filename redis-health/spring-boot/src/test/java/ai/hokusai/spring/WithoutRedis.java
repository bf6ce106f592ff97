package ai.hokusai.spring;

import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.ScriptedMonitor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The health of a test that runs without Redis. */
@TestConfiguration
class WithoutRedis {
  @Bean
  ScriptedMonitor script() {
    return ScriptedMonitor.critical("redis");
  }

  @Bean
  HealthMonitor healthMonitor(ScriptedMonitor script) {
    return script.monitor();
  }
}
