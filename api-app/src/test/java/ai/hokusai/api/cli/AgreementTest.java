package ai.hokusai.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Severity;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands agree on an environment: what the start is certain to refuse is never ready before it. */
final class AgreementTest {
  // Mistakes of public reports. A line is one environment; \\s is a blank and \\n a line end.
  private static final String ENVIRONMENTS = """
      REDIS_HOST=cache.example.com REDIS_USE_SSL=true
      REDIS_HOST=cache.example.com ENABLE_REDIS_TLS=1
      SPRING_DATA_REDIS_HOST=cache.example.com
      REDISCLOUD_URL=redis://default:Zq81kfTTa90x@h.example.com:6379
      REDIS_HOST=cache.example.com REDIS_SENTINEL_MASTER=mymaster
      REDIS_HOST=cache.example.com REDIS_CLUSTER_NODES=a:1,b:2
      REDIS_HOST=cache.example.com REDIS_PASS=Zq81kfTTa90xQQ
      REDIS_HOST=cache.example.com REDIS_SCHEME=rediss
      REDIS_ADDR=cache.example.com:6379
      REDIS_HOST=cache.example.com REDIS_CACERT=/etc/ca.pem
      REDIS_HOST=cache.example.com REDIS_DB_INDEX=3
      REDIS_HOST=cache.example.com SPRING_DATA_REDIS_SSL_ENABLED=true
      REDIS_HOST=cache.example.com REDIS_TLS_REQUIRED=yes
      REDIS_HOST=cache.example.com CACHE_REDIS_SSL=on
      REDIS_URL=redis://cache.example.com REDIS_MODE=cluster
      REDIS_URL=redis://cache.example.com REDIS_MODE=standalone
      REDIS_URL=redis://cache.example.com REDIS_USE_SSL=false
      ELASTICACHE_ENDPOINT=master.orders.ab12cd.use1.cache.amazonaws.com
      REDIS_URL=redis://cache.example.com REDIS_USE_TLS=True
      REDIS_URL=rediss://app:Pa@ss99?a=1@redis.example.com:6379/0
      REDIS_URL=redis://localhost?client_name=a@b
      REDIS_URL=rediss://app:Pa@ss99#zz@redis.example.com:6379/0
      REDIS_URL=rediss://app:Pa@ss99/zz@redis.example.com:6379/0
      REDIS_URL=redis://redis:6379 REDIS_PORT=tcp://10.96.12.7:6379
      REDIS_URL=redis://redis REDIS_PORT=tcp://10.96.12.7:6379
      REDIS_HOST=redis REDIS_PORT=tcp://10.96.12.7:6379 REDIS_SERVICE_HOST=10.96.12.7 REDIS_SERVICE_PORT=6379 REDIS_PORT_6379_TCP=tcp://10.96.12.7:6379
      REDIS_URL=redis://:pppppppp@h:1 REDIS_TLS_URL=rediss://:pppppppp@h:2
      REDIS_URL=rediss://:pppppppp@h:2 REDIS_TLS_URL=rediss://:pppppppp@h:2
      REDIS_URL=rediss://:a#b@h REDIS_TLS_CA_FILE=/nope
      REDIS_URL=rediss://h REDIS_TLS_CA_FILE=/nope
      REDIS_URL=redis://h REDIS_TLS_CA_FILE=/nope
      REDIS_URL=redis://h REDIS_TLS_ENABLED=maybe REDIS_TLS_VERIFY=off REDIS_TLS_CERT_FILE=/nope
      REDIS_HOST=h.example.com REDIS_AUTH_TOKEN=@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/x) REDIS_TLS_ENABLED=true
      REDIS_URL=redis://:$REDIS_PASSWORD@h
      REDIS_URL=__REDIS_URL__
      REDIS_HOST=YOUR_REDIS_HOST
      REDIS_URL=redis://undefined:6379
      REDIS_URL=redis://:None@h
      REDIS_HOST=h REDIS_TLS_ENABLED=true REDIS_AUTH_TOKEN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:x
      REDIS_HOST=h REDIS_TLS_ENABLED=true REDIS_AUTH_TOKEN=vault:secret/data/redis#password
      REDIS_URL=redis://:***@h
      REDIS_URL=/hokusai/development/redis/endpoint
      REDIS_URL=rediss://:%REDIS_PASSWORD%@h.example.com
      REDIS_URL=rediss://<host>:6379
      REDIS_URL=rediss://:arn:aws:ssm:eu-west-1:1:parameter/x@h.example.com
      REDIS_HOST=#{redis_host}#
      REDIS_HOST=h REDIS_AUTH_TOKEN=op://vault/item/field REDIS_TLS_ENABLED=true
      REDIS_URL=redis://null:6379
      REDIS_URL=redis://user:undefined@h.example.com:6379
      REDIS_URL=redis-cli\\s--tls\\s-u\\sredis://default:PWpwPWpw@h:6379
      REDIS_URL=\\u201crediss://:PWpwPWpw@h:6379\\u201d
      REDIS_URL=jdbc:redis://:PWpwPWpw@h:6379
      REDIS_URL=url:\\sredis://:PWpwPWpw@h:6379
      REDIS_HOST=fly-abc.upstash.io
      REDIS_HOST=orders-0001-001.orders.ab12cd.use1.cache.amazonaws.com
      REDIS_HOST=x.redis.cache.usgovcloudapi.net:6380
      REDIS_URL=rediss://x.redis.cache.windows.net:6379
      REDIS_HOST=replica.orders.ab12cd.use1.cache.amazonaws.com
      REDIS_URL=rediss://127.0.0.1:6379
      REDIS_HOST=clustercfg.orders.ab12cd.use1.cache.amazonaws.com
      REDIS_HOST=orders.serverless.use1.cache.amazonaws.com
      REDIS_HOST=h REDIS_SSL=true REDIS_TLS_ENABLED=1
      REDIS_HOST=h REDIS_SSL=false REDIS_TLS_ENABLED=1
      REDIS_URL=redis://h REDIS_TTL=60 REDIS_HA=1 REDIS_PATH=/x REDIS_POOL=8 REDIS_0_PORT=6379 REDIS_CONFIG_STRICT=true
      REDIS_URL=redis+socket:///run/redis.sock
      REDIS_URL=redis:///run/x.sock
      REDIS_URL=redis-cluster://h:6379
      REDIS_URL=redis+cluster://h:6379
      REDIS_URL=redis+ssl://h:6379
      REDIS_URL=redis://default:PWpwPWpw
      REDIS_URL=redis://a:6379;redis://b:6379
      REDIS_URL=rediss://h?ssl_ca_certs=/etc/ca.pem&ssl_keyfile=/k.pem
      REDIS_URL=redis://h:6379\\s#\\sprod
      REDIS_URL=rediss://h REDIS_TLS_CA_FILE=-----BEGIN\\sCERTIFICATE-----\\nMIIB\\n-----END\\sCERTIFICATE-----
      REDIS_URL=rediss://default@h.example.com
      REDIS_URL=rediss://default:@h.example.com
      REDIS_HOST=master.orders.ab12cd.use1.cache.amazonaws.com REDIS_USERNAME=app REDIS_AUTH_TOKEN=short
      REDIS_URL=https://eu1-abc.upstash.io
      REDIS_URL=tls://h.example.com
      REDIS_URL=redis://a:1,b:2
      REDIS_URL=rediss://orders.ab12cd.ng.0001.use1.cache.amazonaws.com
      REDIS_URL=master.orders.ab12cd.use1.cache.amazonaws.com REDIS_TLS_ENABLED=true REDIS_PORT=6379 REDIS_AUTH_TOKEN=Abcdefgh12345678
      REDIS_URL=Zt4Kq9Wm2Xv7Lp3Rn8Hc5Jd6Fg1Bs0Ay REDIS_AUTH_TOKEN=master.orders.ab12cd.use1.cache.amazonaws.com
      REDIS_URL=rediss://h.example.com REDIS_TLS_VERIFY=ca
      """;
  private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");

  static Stream<String> environments() {
    return ENVIRONMENTS.lines();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void explainCheckAndServeAgree(String line) {
    Map<String, String> environment = environment(line);
    AppConfig config = AppConfig.resolve(environment);
    if (config.isRejected()) {
      assertThat(run(environment, "explain")).isEqualTo(1);
      assertThat(run(environment, "check", "--offline")).isEqualTo(1);
      assertThat(run(environment, "serve")).isEqualTo(78);
    } else {
      boolean isWarned = config.diagnostics().stream()
          .map(Diagnostic::severity)
          .anyMatch(Severity.WARNING::equals);
      assertThat(run(environment, "explain")).isEqualTo(0);
      assertThat(run(environment, "check", "--offline", "--detailed-exitcode"))
          .isEqualTo(isWarned ? 2 : 0);
    }
  }

  // Else a change that accepts or rejects everything would agree with itself.
  @Test
  void someAreRejectedAndSomeAreNot() {
    long rejected = environments()
        .filter(line -> AppConfig.resolve(environment(line)).isRejected())
        .count();
    assertThat(rejected).isEqualTo(54);
    assertThat(environments()).hasSize(84);
  }

  private static Map<String, String> environment(String line) {
    var environment = new HashMap<String, String>();
    Pattern.compile(" ").splitAsStream(line).forEach(each -> {
      int equals = each.indexOf('=');
      environment.put(each.substring(0, equals), value(each.substring(equals + 1)));
    });
    return environment;
  }

  private static String value(String text) {
    String unescaped = UNICODE
        .matcher(text)
        .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    return unescaped.translateEscapes();
  }

  private static int run(Map<String, String> environment, String... arguments) {
    var out = new ByteArrayOutputStream();
    int status = new Cli(environment, InputStream.nullInputStream(), out, out).run(arguments);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .doesNotContain("Pa@ss99", "pppppppp", "PWpwPWpw", "Zq81kf", "Zt4Kq9");
    return status;
  }
}
