package ai.hokusai.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.IamSettings.Service;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.KnownSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IamReaderTest {
  private static final String PRIMARY = "master.orders.abc123.euw1.cache.amazonaws.com";

  @ParameterizedTest
  @CsvSource({
    "master.my-group.ab12cd.euw1.cache.amazonaws.com, ELASTICACHE, my-group, eu-west-1, false",
    "replica.my-group.ab12cd.use1.cache.amazonaws.com, ELASTICACHE, my-group, us-east-1, false",
    "clustercfg.my-group.ab12cd.apse2.cache.amazonaws.com, ELASTICACHE, my-group, ap-southeast-2,"
        + " false",
    "g-001.g.ab12cd.apne1.cache.amazonaws.com, ELASTICACHE, g, ap-northeast-1, false",
    "g-0002-003.g.ab12cd.usgw1.cache.amazonaws.com, ELASTICACHE, g, us-gov-west-1, false",
    "master.g.ab12cd.cnn1.cache.amazonaws.com.cn, ELASTICACHE, g, cn-north-1, false",
    "my-cache-aud8py.serverless.euc1.cache.amazonaws.com, ELASTICACHE, my-cache, eu-central-1,"
        + " true",
    "clustercfg.my-db.ab12cd.memorydb.us-gov-east-1.amazonaws.com, MEMORYDB, my-db, us-gov-east-1,"
        + " false",
    "db-0001-001.db.ab12cd.memorydb.eu-west-1.amazonaws.com, MEMORYDB, db, eu-west-1, false",
  })
  void readsTheCacheFromTheNameOfTheHost(
      String host, Service service, String cache, String region, boolean isServerless) {
    IamSettings expected = IamSettings.of(service, cache, region).withServerless(isServerless);

    assertThat(iam(Map.of("REDIS_URL", "rediss://" + host))).isEqualTo(expected);
    assertThat(IamSettings.ofEndpoint(host)).contains(expected);
    assertThat(
            iam(Map.of("REDIS_URL", "rediss://redis.example.com", "REDIS_TLS_SERVER_NAME", host)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis.example.com",
        "10.0.0.7",
        "orders.abc123.0001.euw1.cache.amazonaws.com",
        "orders.abc123.ng.0001.euw1.cache.amazonaws.com",
        "cache.serverless.euw1.cache.amazonaws.com",
        "master.orders.abc123.euw1.cache.amazonaws.com.example.com"
      })
  void guessesNothingFromAnotherName(String host) {
    assertThat(codes(Map.of("REDIS_URL", "rediss://" + host, "AWS_REGION", "eu-west-1")))
        .contains("IAM_CACHE_UNKNOWN");
  }

  @Test
  void takesARegionThatIsNotAbbreviatedFromTheEnvironment() {
    String host = "rediss://master.g.ab12cd.xyz1.cache.amazonaws.com";

    assertThat(codes(Map.of("REDIS_URL", host))).contains("IAM_REGION_UNKNOWN");
    assertThat(
            iam(Map.of("REDIS_URL", host, "AWS_DEFAULT_REGION", "eu-south-2")).region())
        .isEqualTo("eu-south-2");
    assertThat(iam(Map.of(
                "REDIS_URL", host, "AWS_REGION", "eu-north-1", "AWS_DEFAULT_REGION", "eu-south-2"))
            .region())
        .isEqualTo("eu-north-1");
    assertThat(iam(Map.of(
                "REDIS_URL", host, "REDIS_IAM_REGION", "il-central-1", "AWS_REGION", "eu-north-1"))
            .region())
        .isEqualTo("il-central-1");
  }

  @Test
  void ignoresTheRegionOfTheTaskWhereTheHostShowsOne() {
    Map<String, String> environment =
        Map.of("REDIS_URL", "rediss://" + PRIMARY, "AWS_REGION", "us-east-1");

    assertThat(iam(environment).region()).isEqualTo("eu-west-1");
    assertThat(codes(environment)).isEmpty();
  }

  @Test
  void carriesTheVariablesOfAwsWithoutTheirPrefixAndShowsNone() {
    Map<String, String> environment = Map.of(
        "CACHE_REDIS_URL", "rediss://" + PRIMARY,
        "CACHE_REDIS_AUTH_MODE", "IAM",
        "CACHE_REDIS_USERNAME", "orders",
        "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
        "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMIexample",
        "AWS_PROFILE", "default");
    var secrets = new KnownSecrets();
    ConfigOutcome outcome = RedisConfig.resolveAll(
            environment,
            FileSource.system(),
            secrets,
            Instant.MIN,
            List.of(Naming.prefixed("CACHE_")))
        .values()
        .iterator()
        .next();
    RedisSettings settings = ((ConfigOutcome.Resolved) outcome).settings();

    IamSettings iam = requireNonNull(settings.iam());
    assertThat(iam.credentialVariables())
        .isEqualTo(Map.of(
            "AWS_ACCESS_KEY_ID", Secret.of("AKIAEXAMPLE"),
            "AWS_SECRET_ACCESS_KEY", Secret.of("wJalrXUtnFEMIexample")));
    assertThat(secrets.toList()).containsExactly(Secret.of("wJalrXUtnFEMIexample"));
    assertThat(iam).hasToString("cache orders in eu-west-1");
    assertThat(settings.safeUrl()).isEqualTo("rediss://orders:***@" + PRIMARY + ":6379");
  }

  @Test
  void endsConnectionsBeforeAwsDoes() {
    Map<String, String> url = Map.of("REDIS_URL", "rediss://" + PRIMARY);
    assertThat(settings(url).connectionMaxAge()).isEqualTo(Duration.ofHours(11));
    assertThat(
            settings(Map.of("REDIS_URL", "rediss://" + PRIMARY, "REDIS_CONNECTION_MAX_AGE", "2h"))
                .connectionMaxAge())
        .isEqualTo(Duration.ofHours(2));
    var password = (ConfigOutcome.Resolved) RedisConfig.resolve(url);
    assertThat(password.settings().connectionMaxAge()).isNull();
    assertThat(password.settings().iam()).isNull();
  }

  @Test
  void reportsEverythingAtOnce() {
    ConfigOutcome outcome = RedisConfig.resolve(
        Map.of("REDIS_URL", "redis://:correct-horse@redis.example.com", "REDIS_AUTH_MODE", "iam"));

    assertThat(outcome.diagnostics().stream().map(Diagnostic::code))
        .containsExactly(
            "IAM_USERNAME_MISSING",
            "IAM_AND_TOKEN",
            "IAM_NEEDS_TLS",
            "IAM_CACHE_UNKNOWN",
            "IAM_REGION_UNKNOWN",
            "SECRET_OVER_PLAINTEXT");
  }

  private static IamSettings iam(Map<String, String> variables) {
    return requireNonNull(settings(variables).iam());
  }

  private static RedisSettings settings(Map<String, String> variables) {
    ConfigOutcome outcome = RedisConfig.resolve(withIam(variables));
    assertThat(outcome.diagnostics()).noneMatch(each -> each.code().startsWith("IAM_"));
    return ((ConfigOutcome.Resolved) outcome).settings();
  }

  private static List<String> codes(Map<String, String> variables) {
    return RedisConfig.resolve(withIam(variables)).diagnostics().stream()
        .map(Diagnostic::code)
        .toList();
  }

  private static Map<String, String> withIam(Map<String, String> variables) {
    var all = new HashMap<>(variables);
    all.put("REDIS_AUTH_MODE", "iam");
    all.put("REDIS_USERNAME", "orders");
    return all;
  }
}
