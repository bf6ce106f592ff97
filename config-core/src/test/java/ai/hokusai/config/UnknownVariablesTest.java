package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownVariablesTest {
  private static final String PLAIN = "REDIS_HOST=cache.example.com";

  /** The diagnostics of an environment, each as its code, variable and detail. */
  private static List<String> reports(String... assignments) {
    Map<String, String> environment = new HashMap<>();
    for (String assignment : assignments) {
      String[] parts = assignment.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    return RedisConfig.resolve(environment).diagnostics().stream()
        .filter(each -> each.type() != ConfigCode.NOT_CONFIGURED)
        .map(each -> each.code() + " " + each.origin().variable() + " " + each.detail())
        .map(String::strip)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_URLX, REDIS_URL",
    "redis_url, REDIS_URL",
    "REDIS_AUTH_TOKEN_FIL, REDIS_AUTH_TOKEN_FILE",
    "REDIS_PASSWORT, REDIS_AUTH_TOKEN",
    "REDIS_CONNECT_TIMOUTS, REDIS_CONNECT_TIMEOUT"
  })
  void reportsAMisspeltName(String name, String right) {
    assertThat(reports(PLAIN, name + "=x"))
        .containsExactly("UNKNOWN_VARIABLE " + name + " " + right);
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_PASS, REDIS_AUTH_TOKEN",
    "REDIS_PWD, REDIS_AUTH_TOKEN",
    "REDIS_SECRET, REDIS_AUTH_TOKEN",
    "REDIS_KEY, REDIS_AUTH_TOKEN",
    "REDIS_ACCESS_KEY, REDIS_AUTH_TOKEN",
    "REDIS_CREDENTIALS, REDIS_AUTH_TOKEN",
    "REDIS_AUTH, REDIS_AUTH_TOKEN",
    "REDIS_TOKEN, REDIS_AUTH_TOKEN",
    "ELASTICACHE_AUTH_TOKEN, REDIS_AUTH_TOKEN",
    "REDIS_PASSWORD_FILE, REDIS_AUTH_TOKEN_FILE",
    "SPRING_DATA_REDIS_PASSWORD, REDIS_AUTH_TOKEN",
    "spring.data.redis.password, REDIS_AUTH_TOKEN",
    "REDISPASSWORD, REDIS_AUTH_TOKEN",
    "REDIS_HOST_PASSWORD, REDIS_AUTH_TOKEN",
    "REDIS_HOST_USERNAME, REDIS_USERNAME",
    "REDIS_USER, REDIS_USERNAME",
    "REDIS_CA, REDIS_TLS_CA_FILE",
    "REDIS_CACERT, REDIS_TLS_CA_FILE",
    "REDIS_SSL_CA_CERTS, REDIS_TLS_CA_FILE",
    "REDIS_CA_FILE, REDIS_TLS_CA_FILE",
    "REDIS_TLS_CERT, REDIS_TLS_CERT_FILE",
    "REDIS_CLIENT_CERT, REDIS_TLS_CERT_FILE",
    "REDIS_TLS_KEY, REDIS_TLS_KEY_FILE",
    "REDIS_SSL_KEYFILE, REDIS_TLS_KEY_FILE",
    "REDIS_CLIENT_KEY, REDIS_TLS_KEY_FILE",
    "REDIS_SSL_CERT_REQS, REDIS_TLS_VERIFY",
    "REDIS_TLS_SKIP_VERIFY, REDIS_TLS_VERIFY",
    "REDIS_TLS_REJECT_UNAUTHORIZED, REDIS_TLS_VERIFY",
    "REDIS_SNI, REDIS_TLS_SERVER_NAME",
    "REDIS_DB_INDEX, REDIS_DB",
    "REDIS_DBNUM, REDIS_DB",
    "REDIS_ADDR, REDIS_URL",
    "REDIS_ADDRESS, REDIS_URL",
    "REDIS_SERVER, REDIS_URL",
    "REDIS_CONNECTION_STRING, REDIS_URL",
    "REDIS_URI, REDIS_URL",
    "REDISCLOUD_URL, REDIS_URL",
    "QUARKUS_REDIS_HOSTS, REDIS_HOST",
    "REDIS_ENDPOINT, REDIS_URL",
    "REDIS_HOSTNAME, REDIS_HOST",
    "SPRING_DATA_REDIS_HOST, REDIS_HOST",
    "VALKEY_HOST, REDIS_HOST",
    "SPRING_DATA_REDIS_PORT, REDIS_PORT",
    "REDIS_TIMEOUT, REDIS_READ_TIMEOUT",
    "REDIS_SOCKET_TIMEOUT, REDIS_READ_TIMEOUT",
    "REDIS_CONNECTION_TIMEOUT, REDIS_CONNECT_TIMEOUT",
    "REDIS_MAX_CONNECTIONS, REDIS_POOL_MAX",
    "REDIS_POOL_SIZE, REDIS_POOL_MAX"
  })
  void reportsTheNameOfAnotherClientOrFramework(String name, String right) {
    assertThat(reports(PLAIN, name + "=7x"))
        .containsExactly("UNKNOWN_VARIABLE " + name + " " + right);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REDIS_USE_SSL=true",
        "REDIS_USE_TLS=True",
        "REDIS_SSL_ENABLED='1'",
        "ENABLE_REDIS_TLS=yes",
        "REDIS_TLS_ON=on",
        "CACHE_REDIS_SSL=on",
        "ORDERS_REDIS_TLS=1",
        "SPRING_DATA_REDIS_SSL_ENABLED=true",
        "spring.data.redis.ssl.enabled=true",
        "SPRING_DATA_REDIS_SSL_BUNDLE=cache",
        "REDIS_TLS_REQUIRED=yes",
        "REDIS_SSL_MODE=required",
        "REDIS_SCHEME=rediss",
        "REDIS_SCHEME=rediss://",
        "REDIS_PROTOCOL=tls",
        "REDIS_ENCRYPTION=enabled",
        "redis_tls_enabled=true",
        "REDIS_TLS_ENABLE=true",
        "REDIS_TLS_DISABLED=false",
        "SPRING_DATA_REDIS_URL=rediss://cache.example.com"
      })
  void rejectsAnUnreadTlsVariable(String wish) {
    assertThat(reports(PLAIN, wish))
        .containsExactly("TLS_VARIABLE_NOT_READ " + wish.substring(0, wish.indexOf('=')));
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_SENTINEL_NAME=orders, REDIS_SENTINEL_MASTER",
    "REDIS_SENTINEL_MASTER_NAME=orders, REDIS_SENTINEL_MASTER",
    "REDIS_SENTINEL_SERVICE=orders, REDIS_SENTINEL_MASTER",
    "REDIS_MASTER_NAME=orders, REDIS_SENTINEL_MASTER",
    "SPRING_DATA_REDIS_SENTINEL_MASTER=orders, REDIS_SENTINEL_MASTER",
    "'REDIS_SENTINEL_HOSTS=a:1,b:1', REDIS_SENTINELS",
    "SPRING_DATA_REDIS_SENTINEL_NODES=a:1, REDIS_SENTINELS",
    "SPRING_DATA_REDIS_SENTINEL_USERNAME=w, REDIS_SENTINEL_USERNAME",
    "SPRING_DATA_REDIS_SENTINEL_PASSWORD=another-9, REDIS_SENTINEL_PASSWORD",
    "REDIS_SENTINEL_SSL=true, REDIS_SENTINEL_TLS_ENABLED",
    "REDIS_SENTINEL_ENABLED=true, REDIS_SENTINELS with REDIS_SENTINEL_MASTER",
    "REDIS_TOPOLOGY_MODE=sentinel, REDIS_SENTINELS with REDIS_SENTINEL_MASTER"
  })
  void namesTheSettingOfSentinels(String variable, String topology) {
    assertThat(reports(PLAIN, variable))
        .containsExactly(
            "UNKNOWN_VARIABLE " + variable.substring(0, variable.indexOf('=')) + " " + topology);
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_CLUSTER=true, REDIS_TOPOLOGY=cluster",
    "IS_REDIS_CLUSTER=1, REDIS_TOPOLOGY=cluster",
    "REDIS_CLUSTER_ENABLED=yes, REDIS_TOPOLOGY=cluster",
    "REDIS_CLUSTER_MODE=enabled, REDIS_TOPOLOGY=cluster",
    "REDIS_USE_CLUSTER=True, REDIS_TOPOLOGY=cluster",
    "SPRING_DATA_REDIS_TOPOLOGY=cluster, REDIS_TOPOLOGY=cluster",
    "REDIS_CLUSTER_MAX_REDIRECTS=5, REDIS_TOPOLOGY=cluster",
    "'REDIS_CLUSTER_NODES=a:1,b:1', REDIS_HOST with REDIS_TOPOLOGY=cluster",
    "'REDIS_NODES=a:1,b:1', REDIS_HOST with REDIS_TOPOLOGY=cluster",
    "REDIS_CLUSTER_HOST=cache-a, REDIS_HOST with REDIS_TOPOLOGY=cluster",
    "REDIS_CLUSTER=a.example.com, REDIS_HOST with REDIS_TOPOLOGY=cluster",
    "'REDIS_CLUSTER_NODES=[{\"host\":\"a\",\"port\":1}]', REDIS_HOST with REDIS_TOPOLOGY=cluster",
    "'SPRING_DATA_REDIS_CLUSTER_NODES=a:1,b:1', REDIS_HOST with REDIS_TOPOLOGY=cluster",
    "REDIS_CLUSTER_URL=redis://a, REDIS_URL with REDIS_TOPOLOGY=cluster",
    "REDIS_CLUSTER_URL=redis+cluster://a, REDIS_URL with REDIS_TOPOLOGY=cluster",
    "REDIS_CLUSTER_PASSWORD=Zq81kfTTa90x, REDIS_AUTH_TOKEN",
    "REDIS_CLUSTER_PORT=7000, REDIS_PORT"
  })
  void namesTheSettingForACluster(String variable, String right) {
    assertThat(reports(PLAIN, variable))
        .containsExactly(
            "UNKNOWN_VARIABLE " + variable.substring(0, variable.indexOf('=')) + " " + right);
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_READ_URL=redis://b.example.com, READ_REDIS_URL",
    "REDIS_READER_URL=redis://b.example.com, READ_REDIS_URL",
    "REDIS_URL_READONLY=b.example.com, READ_REDIS_URL",
    "REDIS_REPLICA_HOST=b.example.com, READ_REDIS_HOST",
    "REDIS_READER_ENDPOINT=b.example.com, READ_REDIS_HOST",
    "REDIS_SLAVE_HOST=b, READ_REDIS_HOST",
    "'REDIS_REPLICAS=b:6379,c:6379', READ_REDIS_HOST",
    "SPRING_DATA_REDIS_REPLICA_HOST=b, READ_REDIS_HOST"
  })
  void namesTheSettingOfReplicas(String variable, String right) {
    assertThat(reports(PLAIN, variable))
        .containsExactly("UNKNOWN_VARIABLE " + variable.substring(0, variable.indexOf('=')) + " "
            + right + " of a second Redis");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REDIS_IAM_ENABLED=true",
        "REDIS_USE_IAM=1",
        "REDIS_IAM_AUTH=yes",
        "REDIS_AUTH_TYPE=iam",
        "REDIS_AUTH=IAM"
      })
  void namesTheSettingOfIam(String variable) {
    assertThat(reports(PLAIN, variable))
        .containsExactly("UNKNOWN_VARIABLE " + variable.substring(0, variable.indexOf('='))
            + " REDIS_AUTH_MODE=iam");
  }

  @Test
  void rejectsAnUnreadTlsVariableOfACluster() {
    assertThat(reports(PLAIN, "REDIS_CLUSTER_TLS=true"))
        .containsExactly("TLS_VARIABLE_NOT_READ REDIS_CLUSTER_TLS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REDIS_PASSWORDS_OF_OLD=x",
        "REDIS_TTL=60",
        "REDIS_CACHE_TTL=60",
        "REDIS_HA=1",
        "REDIS_REPLICAS=2",
        "REDIS_REPLICA_COUNT=2",
        "REDIS_READ_FROM_REPLICA=true",
        "REDIS_IAM_ENABLED=false",
        "REDIS_IAM_ROLE_ARN=arn:aws:iam::123456789012:role/orders",
        "REDIS_PATH=/x",
        "REDIS_POOL=8",
        "REDIS_KEY_PREFIX=orders",
        "REDIS_PREFIX=orders",
        "REDIS_LOCK_TIMEOUT=5",
        "REDIS_NAMESPACE=orders",
        "REDIS_QUEUE=orders",
        "REDIS_DEPLOYMENT_MODE=standalone",
        "REDIS_CLUSTER_ENABLED=false",
        "REDIS_CLUSTER_MODE=disabled",
        "REDIS_CLUSTER_ID=orders",
        "REDIS_USE_SSL=false",
        "REDIS_TLS_DISABLED=true",
        "REDIS_NO_SSL=1",
        "REDIS_SCHEME=redis",
        "REDIS_PROTOCOL=3",
        "REDIS_SSL_ENABLED=",
        "REDIS_SERVICE_HOST=10.0.0.1",
        "REDIS_SERVICE_PORT=6379",
        "REDIS_SERVICE_PORT_TLS=6379",
        "REDIS_PORT_6379_TCP=tcp://10.0.0.1:6379",
        "REDIS_PORT_6379_TCP_ADDR=10.0.0.1",
        "REDIS_MASTER_SERVICE_HOST=10.0.0.1",
        "REDIS_MASTER_PORT=tcp://10.0.0.1:6379",
        "REDIS_SENTINEL_SERVICE_HOST=10.0.0.1",
        "REDIS_0_PORT=6379",
        "REDIS_1_ENV_REDIS_VERSION=7",
        "REDIS_VERSION=7.0.15",
        "REDIS_DOWNLOAD_URL=https://example.com/redis.tar.gz",
        "redis_port_6379=x",
        "RADIS_URL=x",
        "PATH=/bin"
      })
  void doesNotReportInjectedOwnOrAgreeingVariables(String variable) {
    assertThat(reports(PLAIN, variable)).isEmpty();
    assertThat(reports(PLAIN, variable, "REDIS_CONFIG_STRICT=true")).isEmpty();
  }

  @Test
  void warnsOfAFlagThatTheResultContradicts() {
    assertThat(reports("REDIS_URL=rediss://cache.example.com", "REDIS_USE_SSL=false"))
        .containsExactly("UNKNOWN_VARIABLE REDIS_USE_SSL REDIS_TLS_ENABLED");
    assertThat(reports(PLAIN, "REDIS_USE_SSL=maybe"))
        .containsExactly("UNKNOWN_VARIABLE REDIS_USE_SSL REDIS_TLS_ENABLED");
  }

  @Test
  void warnsOfAnUnreadTlsVariableThatAgreesWithTheResult() {
    assertThat(reports("REDIS_URL=rediss://cache.example.com", "REDIS_USE_SSL=true"))
        .containsExactly("UNKNOWN_VARIABLE REDIS_USE_SSL REDIS_TLS_ENABLED");
  }

  @Test
  void listsEveryUnreadNameWhereNothingIsConfigured() {
    assertThat(reports(
            "SPRING_DATA_REDIS_HOST=cache.example.com",
            "REDISCLOUD_URL=redis://cache.example.com",
            "CELERY_BROKER_URL=redis://cache.example.com",
            "SESSION_REDIS_HOST=cache.example.com",
            "REDIS_SERVICE_HOST=10.0.0.1",
            "DATABASE_URL=postgres://db.example.com"))
        .containsExactly(
            "UNKNOWN_VARIABLE CELERY_BROKER_URL REDIS_URL",
            "UNKNOWN_VARIABLE REDISCLOUD_URL REDIS_URL",
            "PREFIX_NOT_READ SESSION_REDIS_HOST SESSION_",
            "UNKNOWN_VARIABLE SPRING_DATA_REDIS_HOST REDIS_HOST");
  }

  @Test
  void reportsOnlyMisspeltNamesWhereRedisIsDisabled() {
    assertThat(reports("REDIS_ENABLED=false", "REDIS_USE_SSL=true", "REDIS_URLX=x"))
        .containsExactly("UNKNOWN_VARIABLE REDIS_URLX REDIS_URL");
  }

  @Test
  void neverShowsAValue() {
    String secret = "Zq81kfTTa90x";
    for (String name :
        List.of("REDIS_PASS", "REDIS_SCHEME", "REDISCLOUD_URL", "REDIS_SENTINEL_AUTH")) {
      for (Diagnostic each :
          RedisConfig.resolve(Map.of(name, "rediss://:" + secret + "@h")).diagnostics()) {
        assertThat(Arrays.asList(each.message(), each.remedy(), each.detail(), each.toString()))
            .noneMatch(text -> text.contains(secret));
      }
    }
  }
}
