package ai.hokusai.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.setting.Secret;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topology that each combination of URL and variables gives, as configuration.md states it. */
final class TopologyReaderTest {
  private static final String SHAPE = "clustercfg.orders.abc123.use1.cache.amazonaws.com";
  private static final String NODE = "orders-0001-001.orders.abc123.use1.cache.amazonaws.com";
  private static final String SERVERLESS = "orders-1a2b3c.serverless.use1.cache.amazonaws.com";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rediss+cluster://h | | cluster | ''",
        "rediss+cluster://h | auto | cluster | ''",
        "rediss+cluster://h | cluster | cluster | ''",
        "rediss+cluster://h | standalone | | TOPOLOGY_CONFLICT",
        "rediss+cluster://h,h2 | | cluster | ''",
        "rediss+cluster://h,h2 | standalone | | TOPOLOGY_CONFLICT",
        "rediss://h?cluster=true | | cluster | ''",
        "rediss://h?cluster=true | cluster | cluster | ''",
        "rediss://h?cluster=true | standalone | | TOPOLOGY_CONFLICT",
        "rediss://h?cluster=false | | auto | ''",
        "rediss://h?cluster=perhaps | | auto | UNKNOWN_OPTION",
        "rediss://SHAPE | | cluster | TOPOLOGY_FROM_HOST",
        "rediss://SHAPE | auto | cluster | TOPOLOGY_FROM_HOST",
        "rediss://SHAPE | cluster | cluster | ''",
        "rediss://SHAPE | standalone | | CLUSTER_ENDPOINT",
        "rediss://NODE | | cluster | TOPOLOGY_FROM_HOST",
        "rediss://NODE | standalone | | CLUSTER_ENDPOINT",
        "rediss://SERVERLESS | | cluster | TOPOLOGY_FROM_HOST",
        "rediss://SERVERLESS | cluster | cluster | ''",
        "rediss://SERVERLESS | standalone | standalone | CLUSTER_ENDPOINT",
        "rediss://h,h2 | | cluster | TOPOLOGY_INFERRED_FROM_LIST",
        "rediss://h,h2 | auto | cluster | TOPOLOGY_INFERRED_FROM_LIST",
        "rediss://h,h2 | cluster | cluster | ''",
        "rediss://h,h2 | standalone | | MULTIPLE_HOSTS",
        "rediss://h;h2 | cluster | | MULTIPLE_HOSTS",
        "rediss://u:p@h,u:p@h2 | cluster | | MULTIPLE_HOSTS",
        "h:1,h2:2 | cluster | cluster | BARE_HOST_TO_URL",
        "rediss://SHAPE,h2 | | cluster | TOPOLOGY_FROM_HOST",
        "rediss://h | | auto | ''",
        "rediss://h | auto | auto | ''",
        "rediss://h | cluster | cluster | ''",
        "rediss://h | standalone | standalone | ''",
        "rediss://h | several | | WORD_INVALID",
        "rediss://h/1 | cluster | cluster | DB_ON_CLUSTER_ENDPOINT"
      })
  void decides(String url, @Nullable String variable, @Nullable String topology, String codes) {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "REDIS_URL",
        url.replace("SHAPE", SHAPE).replace("NODE", NODE).replace("SERVERLESS", SERVERLESS));
    if (variable != null) {
      environment.put("REDIS_TOPOLOGY", variable);
    }
    check(environment, topology, codes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h:1,h2:2 | cluster | cluster | ''",
        "h,h2 | | cluster | TOPOLOGY_INFERRED_FROM_LIST",
        "h,h2 | standalone | | MULTIPLE_HOSTS",
        "h;h2 | | | MULTIPLE_HOSTS",
        "h,,h2 | cluster | | HOST_MISSING"
      })
  void decidesForHosts(
      String hosts, @Nullable String variable, @Nullable String topology, String codes) {
    Map<String, String> environment = new HashMap<>(Map.of("REDIS_HOST", hosts));
    if (variable != null) {
      environment.put("REDIS_TOPOLOGY", variable);
    }
    check(environment, topology, codes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REDIS_URL=rediss+sentinel://h/m | sentinel | ''",
        "REDIS_URL=rediss+sentinel://h/m REDIS_TOPOLOGY=auto | sentinel | ''",
        "REDIS_URL=rediss+sentinel://h/m REDIS_TOPOLOGY=sentinel | sentinel | ''",
        "REDIS_URL=rediss+sentinel://h/m REDIS_TOPOLOGY=cluster | | TOPOLOGY_CONFLICT",
        "REDIS_URL=rediss+sentinel://h/m REDIS_TOPOLOGY=standalone | | TOPOLOGY_CONFLICT",
        "REDIS_URL=rediss+cluster://h REDIS_TOPOLOGY=sentinel | | SENTINELS_MISSING",
        "REDIS_URL=rediss+sentinel://h | | SENTINEL_MASTER_MISSING",
        "REDIS_URL=rediss+sentinel://h REDIS_SENTINEL_MASTER=m | sentinel | ''",
        "REDIS_URL=rediss+sentinel://h/m REDIS_SENTINEL_MASTER=o | | TOPOLOGY_CONFLICT",
        "REDIS_URL=rediss+sentinel://h/m REDIS_SENTINELS=i | | TOPOLOGY_CONFLICT",
        "REDIS_URL=rediss+sentinel://h/m REDIS_HOST=i | | TOPOLOGY_CONFLICT",
        "REDIS_SENTINELS=h REDIS_SENTINEL_MASTER=m | sentinel | ''",
        "REDIS_SENTINELS=h REDIS_SENTINEL_MASTER=m REDIS_TOPOLOGY=sentinel | sentinel | ''",
        "REDIS_SENTINELS=h REDIS_SENTINEL_MASTER=m REDIS_TOPOLOGY=cluster | | TOPOLOGY_CONFLICT",
        "REDIS_SENTINELS=h REDIS_SENTINEL_MASTER=m REDIS_TOPOLOGY=standalone | | TOPOLOGY_CONFLICT",
        "REDIS_SENTINELS=h REDIS_SENTINEL_MASTER=m REDIS_URL=rediss://i | | TOPOLOGY_CONFLICT",
        "REDIS_SENTINELS=h REDIS_SENTINEL_MASTER=m REDIS_HOST=i | | TOPOLOGY_CONFLICT",
        "REDIS_SENTINELS=h REDIS_SENTINEL_MASTER=m REDIS_URL=rediss://u:p@/1 | sentinel | ''",
        "REDIS_SENTINELS=h | | SENTINEL_MASTER_MISSING",
        "REDIS_SENTINEL_MASTER=m | | SENTINELS_MISSING",
        "REDIS_TOPOLOGY=sentinel REDIS_HOST=h | | SENTINELS_MISSING",
        "REDIS_HOST=h REDIS_SENTINEL_PASSWORD=another-9 | | SENTINELS_MISSING",
        "REDIS_SENTINELS=SHAPE REDIS_SENTINEL_MASTER=m | | SENTINEL_ENDPOINT_MANAGED",
        "REDIS_SENTINELS=a;b REDIS_SENTINEL_MASTER=m | | MULTIPLE_HOSTS",
        "REDIS_SENTINELS=h,:1 REDIS_SENTINEL_MASTER=m | | HOST_MISSING",
        "REDIS_SENTINELS=h REDIS_SENTINEL_MASTER=m! | | LABEL_INVALID"
      })
  void decidesForSentinels(String variables, @Nullable String topology, String codes) {
    Map<String, String> environment = new HashMap<>();
    for (String each : variables.split(" ", -1)) {
      int equals = each.indexOf('=');
      environment.put(
          each.substring(0, equals), each.substring(equals + 1).replace("SHAPE", SHAPE));
    }
    check(environment, topology, codes);
  }

  @Test
  void keepsTheSecretsOfRedisAndSentinelsApart() {
    RedisSettings settings = RedisConfig.resolve(Map.of(
            "REDIS_URL", "rediss+sentinel://app:of-redis-9@h,i:1/m/3",
            "REDIS_SENTINEL_USERNAME", "watcher",
            "REDIS_SENTINEL_PASSWORD", "of-sentinels-9"))
        .settingsOrThrow();
    SentinelSettings sentinel = Objects.requireNonNull(settings.sentinel());
    assertThat(settings.username()).isEqualTo("app");
    assertThat(settings.password()).isEqualTo(Secret.of("of-redis-9"));
    assertThat(sentinel.username()).isEqualTo("watcher");
    assertThat(sentinel.password()).isEqualTo(Secret.of("of-sentinels-9"));
    assertThat(sentinel).hasToString("m of [h:26379, i:1]");
    assertThat(sentinel.tls()).isEqualTo(settings.tls()).isNotNull();
    assertThat(settings.host()).endsWith(".invalid");
    assertThat(settings.safeUrl()).isEqualTo("rediss+sentinel://app:***@h:26379,i:1/m/3");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, true, true",
    "true, false, true, false",
    "false, true, false, true",
    "false, , false, false",
    "true, , true, true"
  })
  void sentinelsMayUseTlsWhereRedisDoesNot(
      String ofRedis, @Nullable String ofSentinels, boolean isRedis, boolean isSentinels) {
    Map<String, String> environment = new HashMap<>(
        Map.of("REDIS_SENTINELS", "h", "REDIS_SENTINEL_MASTER", "m", "REDIS_TLS_ENABLED", ofRedis));
    if (ofSentinels != null) {
      environment.put("REDIS_SENTINEL_TLS_ENABLED", ofSentinels);
    }
    RedisSettings settings = RedisConfig.resolve(environment).settingsOrThrow();
    assertThat(settings.tls() != null).isEqualTo(isRedis);
    assertThat(Objects.requireNonNull(settings.sentinel()).tls() != null).isEqualTo(isSentinels);
  }

  private static void check(
      Map<String, String> environment, @Nullable String topology, String codes) {
    ConfigOutcome outcome = RedisConfig.resolve(environment);
    assertThat(outcome.diagnostics().stream().map(each -> each.code()).collect(joining(" ")))
        .isEqualTo(codes);
    assertThat(outcome.<@Nullable String>fold(
            resolved -> resolved.settings().topology().name().toLowerCase(Locale.ROOT),
            rejected -> null,
            disabled -> null))
        .isEqualTo(topology);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rediss://h,h2:2,[::1] | | h:6379 | [h2:2, [::1]:6379]",
        "rediss://h:1,h2:2,[::1] | 7000 | h:1 | [h2:2, [::1]:7000]",
        "rediss://h,h2 | 7000 | h:7000 | [h2:7000]"
      })
  void eachHostHasItsPort(String url, @Nullable String port, String first, String seeds) {
    Map<String, String> environment =
        new HashMap<>(Map.of("REDIS_URL", url, "REDIS_TOPOLOGY", "cluster"));
    if (port != null) {
      environment.put("REDIS_PORT", port);
    }
    RedisSettings settings = RedisConfig.resolve(environment).settingsOrThrow();
    assertThat(settings.nodeAddress()).hasToString(first);
    assertThat(settings.seeds()).hasToString(seeds);
  }

  @ParameterizedTest
  @CsvSource({
    "replica.orders.abc123.use1.cache.amazonaws.com, , true",
    "replica.orders.abc123.cnn1.cache.amazonaws.com.cn, , true",
    "orders-ro.abc123.ng.0001.use1.cache.amazonaws.com, , true",
    "master.orders.abc123.use1.cache.amazonaws.com, , false",
    "orders.abc123.ng.0001.use1.cache.amazonaws.com, , false",
    "orders-001.orders.abc123.use1.cache.amazonaws.com, , false",
    "replica.orders.abc123.use1.cache.amazonaws.com.evil.example, , false",
    "replica.example.com, , false",
    "orders-ro.example.com, , false",
    "10.0.0.7, , false",
    "10.0.0.7, any, true",
    "10.0.0.7, primary, false",
    "replica.orders.abc123.use1.cache.amazonaws.com, primary, false"
  })
  void takesReplicasWhereTheyAreExpected(String host, @Nullable String role, boolean isAllowed) {
    Map<String, String> environment = new HashMap<>(Map.of("REDIS_HOST", host));
    if (role != null) {
      environment.put("REDIS_EXPECTED_ROLE", role);
    }
    assertThat(RedisConfig.resolve(environment).settingsOrThrow().isReplicaAllowed())
        .isEqualTo(isAllowed);
    if (role == null) {
      assertThat(RedisSettings.of(host, 6379).isReplicaAllowed()).isEqualTo(isAllowed);
    }
  }
}
