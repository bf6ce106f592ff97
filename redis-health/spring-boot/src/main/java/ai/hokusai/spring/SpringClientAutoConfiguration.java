package ai.hokusai.spring;

import ai.hokusai.config.PoolSettings;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslVerifyMode;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.JedisClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration.LettucePoolingClientConfigurationBuilder;

/**
 * Connects Spring's own Redis client to the Redis of the settings, with the same TLS and limits. A service that
 * defines its own connection details keeps them, such as those of a container in its tests.
 */
@AutoConfiguration(
    after = RedisHealthAutoConfiguration.class,
    before = DataRedisAutoConfiguration.class)
@ConditionalOnClass(DataRedisConnectionDetails.class)
@ConditionalOnMissingBean(DataRedisConnectionDetails.class)
class SpringClientAutoConfiguration {

  /** Checks the settings before every other bean; see {@link RejectedSettingsException}. */
  @Bean
  static BeanFactoryPostProcessor springClientFirst(ConfigurableEnvironment environment) {
    return beans -> {
      if (!beans.containsBeanDefinition(RedisHealthAutoConfiguration.SETTINGS)) {
        return;
      }
      RedisSettings settings = beans.getBean(RedisSettings.class);
      if (hasOfSpringBoot(RedisConnectionFactory.class, beans)) {
        SpringClientRules.check(environment, settings);
      }
      TlsSettings tls = settings.tls();
      if (tls != null && hasOfSpringBoot(JedisConnectionFactory.class, beans)) {
        SpringClientRules.checkJedis(tls);
      }
    };
  }

  /** Returns true if Spring Boot creates a bean of this type, and not the service. */
  private static boolean hasOfSpringBoot(Class<?> type, ConfigurableListableBeanFactory beans) {
    String origin = DataRedisAutoConfiguration.class.getPackageName();
    return Arrays.stream(beans.getBeanNamesForType(type, true, false))
        .map(name -> beans.getBeanDefinition(name).getFactoryBeanName())
        .anyMatch(name -> name != null && name.startsWith(origin));
  }

  // Lazy: a service without Spring's client loses nothing with it.
  @Bean
  @Lazy
  SettingsConnectionDetails settingsConnectionDetails(
      RedisSettings settings, ConfigurableEnvironment environment) {
    SpringClientRules.check(environment, settings);
    return new SettingsConnectionDetails(settings);
  }

  private static <T> GenericObjectPoolConfig<T> pool(PoolSettings settings) {
    var config = new GenericObjectPoolConfig<T>();
    config.setMaxTotal(settings.max());
    config.setMaxIdle(settings.maxIdle());
    config.setMinIdle(settings.minIdle());
    config.setMaxWait(settings.maxWait());
    return config;
  }

  /** The settings that Lettuce does not take from connection details. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RedisClient.class)
  static class Lettuce {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    LettuceClientConfigurationBuilderCustomizer lettuceFromSettings(
        RedisSettings settings, ConfigurableEnvironment environment) {
      return builder -> {
        builder
            .commandTimeout(settings.readTimeout())
            .clientName(ServiceName.of(settings, environment));
        TlsSettings tls = settings.tls();
        if (tls != null) {
          builder.useSsl().verifyPeer(mode(tls.verification()));
        }
        if (builder instanceof LettucePoolingClientConfigurationBuilder pooling) {
          pooling.poolConfig(pool(settings.pool()));
        }
      };
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    LettuceClientOptionsBuilderCustomizer lettuceOptionsFromSettings(RedisSettings settings) {
      return builder -> builder.socketOptions(
          SocketOptions.builder().connectTimeout(settings.connectTimeout()).build());
    }

    private static SslVerifyMode mode(TlsVerification verification) {
      return switch (verification) {
        case FULL -> SslVerifyMode.FULL;
        case CA -> SslVerifyMode.CA;
        case NONE -> SslVerifyMode.NONE;
      };
    }
  }

  /** The settings that Jedis does not take from connection details. */
  @Configuration(proxyBeanMethods = false)
  static class Jedis {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    JedisClientConfigurationBuilderCustomizer jedisFromSettings(
        RedisSettings settings, ConfigurableEnvironment environment) {
      return builder -> {
        builder
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .clientName(ServiceName.of(settings, environment))
            .usePooling()
            .poolConfig(pool(settings.pool()));
        TlsSettings tls = settings.tls();
        if (tls != null) {
          SpringClientRules.checkJedis(tls);
          builder.useSsl().sslParameters(parameters(tls.verification()));
        }
      };
    }

    /** Without an algorithm, Jedis does not compare the host with the names of the certificate. */
    private static SSLParameters parameters(TlsVerification verification) {
      var parameters = new SSLParameters();
      switch (verification) {
        case FULL -> parameters.setEndpointIdentificationAlgorithm("HTTPS");
        case CA, NONE -> {}
      }
      return parameters;
    }
  }
}
