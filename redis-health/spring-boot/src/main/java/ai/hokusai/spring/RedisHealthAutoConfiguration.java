package ai.hokusai.spring;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.Topology;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthMonitorBuilder;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.micrometer.HealthMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.function.SingletonSupplier;

/** The beans for settings, check, monitor and health of Redis; each gives way to one of the service. */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
      "org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration",
      "org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration"
    })
@EnableConfigurationProperties(HealthProperties.class)
class RedisHealthAutoConfiguration {
  /** The name of the settings where they are not a bean of the service. */
  static final String SETTINGS = "redisSettingsFromEnvironment";

  private static final Logger LOG = LoggerFactory.getLogger(RedisHealthAutoConfiguration.class);

  /** Creates the settings before every other bean; see {@link RejectedSettingsException}. */
  @Bean
  static BeanFactoryPostProcessor redisSettingsFirst() {
    return beans -> {
      if (beans.containsBeanDefinition(SETTINGS)) {
        beans.getBean(SETTINGS);
      }
    };
  }

  @Bean(SETTINGS)
  @ConditionalOnMissingBean
  static RedisSettings redisSettings(ConfigurableEnvironment environment) {
    ConfigOutcome outcome = SpringVariables.resolve(environment);
    String report = TextReport.render(outcome.diagnostics());
    if (!(outcome instanceof ConfigOutcome.Resolved resolved)) {
      throw new RejectedSettingsException(report);
    }
    if (!report.isEmpty()) {
      LOG.warn("The Redis settings need attention:\n\n{}", report);
    }
    return resolved.settings();
  }

  /** The check; a service with a Jedis pool of its own has one already. */
  @Bean
  @ConditionalOnMissingBean({RedisCheck.class, RedisHealth.class})
  RedisCheck redisCheck(
      RedisSettings settings, ConfigurableEnvironment environment, BeanFactory beans) {
    // Spring's client does not follow the slots of a cluster, so that its commands would fail.
    boolean isOfOneServer = beans.containsBean("settingsConnectionDetails");
    return RedisCheck.of(
        isOfOneServer ? settings.withTopology(Topology.STANDALONE) : settings,
        ServiceName.of(environment));
  }

  // Lazy: a service with Spring's client needs no second pool.
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  RedisHealth redisHealth(RedisCheck check) {
    return RedisHealth.of(check);
  }

  @Bean
  @ConditionalOnMissingBean
  HealthMonitor healthMonitor(
      ObjectProvider<RedisCheck> check,
      ObjectProvider<RedisHealth> redis,
      HealthProperties properties,
      ObjectProvider<BackgroundIndicators> background,
      ObjectProvider<HealthListener> listeners) {
    RedisCheck watched = check.getIfAvailable(() -> redis.getObject().check());
    HealthMonitorBuilder builder =
        HealthMonitor.builder().add(Dependency.of(RedisIndicator.NAME, watched));
    background.ifAvailable(found -> found.dependencies(properties).forEach(builder::add));
    listeners.orderedStream().forEach(builder::listener);
    return builder.listener(new HealthLog()).start();
  }

  @Bean
  DrainOnClose drainOnClose(
      ApplicationContext context, HealthMonitor monitor, HealthProperties properties) {
    return new DrainOnClose(context, monitor, properties.drainDelay());
  }

  /** The metrics, a listener of the monitor that the actuator binds to each registry. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static class Metrics {

    @Bean
    @ConditionalOnMissingBean
    HealthMetrics healthMetrics() {
      return new HealthMetrics();
    }
  }

  /** The beans for the health of the actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  static class Health {

    @Bean
    @ConditionalOnEnabledHealthIndicator(RedisIndicator.NAME)
    @ConditionalOnMissingBean(name = {"redisHealthIndicator", "redisHealthContributor"})
    HealthContributor redisHealthContributor(ObjectProvider<HealthMonitor> monitor) {
      // Not before the first answer: the monitor needs the registry, and that all contributors.
      return new RedisIndicator(SingletonSupplier.of(monitor::getObject));
    }

    @Bean
    BackgroundIndicators backgroundIndicators(
        ObjectProvider<HealthContributorRegistry> registry,
        HealthProperties properties,
        ObjectProvider<HealthMonitor> monitor) {
      return BackgroundIndicators.replace(
          registry.getIfAvailable(DefaultHealthContributorRegistry::new),
          properties.background(),
          SingletonSupplier.of(monitor::getObject));
    }
  }
}
