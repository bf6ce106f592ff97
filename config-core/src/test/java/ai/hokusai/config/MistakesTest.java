package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.diagnostic.TextReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that deployments really held, each with the codes of all errors and warnings it gives. */
final class MistakesTest {
  private static final String PASSWORD = "Kx7vQz9w";

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "rediss://app:Kx7v@Qz9w?a=1@redis.example.com:6379/0 => USERINFO_RESERVED_CHAR",
        "rediss://app:Kx7v@Qz9w/1@redis.example.com:6379/0 => USERINFO_RESERVED_CHAR",
        "rediss://app:Kx7v@Qz9w#1@redis.example.com => USERINFO_RESERVED_CHAR",
        "rediss://:Kx7v@Qz9w?name=x@redis.example.com => USERINFO_RESERVED_CHAR",
        "rediss://:Kx7vQz9w?db=1@redis.example.com => USERINFO_RESERVED_CHAR",
        "rediss://app:Kx7v?Qz9w@redis.example.com => USERINFO_RESERVED_CHAR",
        "rediss://app:12?a=1@redis.example.com => OPTION_RAW_AT",
        "rediss://Kx7vQz9w?a=1@redis.example.com => OPTION_RAW_AT",
        "redis://localhost?client_name=a@b => UNKNOWN_OPTION",
        "redis://localhost:6379/0?name=a@b.example.com => UNKNOWN_OPTION",
        "redis://localhost?a=b@c => OPTION_RAW_AT",
      })
  void anAtBehindTheHostIsTheEndOfAPassword(String url, String codes) {
    assertThat(codes(Map.of("REDIS_URL", url))).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "$REDIS_URL => UNEXPANDED_PLACEHOLDER",
        "%REDIS_URL% => UNEXPANDED_PLACEHOLDER",
        "__REDIS_URL__ => UNEXPANDED_PLACEHOLDER",
        "#{RedisUrl}# => UNEXPANDED_PLACEHOLDER",
        "#{redis.url} => UNEXPANDED_PLACEHOLDER",
        "<redis-url> => UNEXPANDED_PLACEHOLDER",
        "@redis.url@ => UNEXPANDED_PLACEHOLDER",
        "((redis-url)) => UNEXPANDED_PLACEHOLDER",
        "!Ref RedisUrl => UNEXPANDED_PLACEHOLDER",
        "YOUR_REDIS_URL => UNEXPANDED_PLACEHOLDER",
        "REDIS_URL => UNEXPANDED_PLACEHOLDER",
        "rediss://YOUR_REDIS_HOST:6379 => UNEXPANDED_PLACEHOLDER",
        "rediss://REDIS_HOST_HERE:6379 => UNEXPANDED_PLACEHOLDER",
        "rediss://REDIS_HOST => UNEXPANDED_PLACEHOLDER",
        "rediss://$REDIS_HOST:6379 => UNEXPANDED_PLACEHOLDER",
        "rediss://redis-$STAGE.example.com:6379 => UNEXPANDED_PLACEHOLDER",
        "rediss://%REDIS_HOST%:6379 => UNEXPANDED_PLACEHOLDER",
        "rediss://<host>:6379 => UNEXPANDED_PLACEHOLDER",
        "rediss://redis.example.com:$REDIS_PORT => UNEXPANDED_PLACEHOLDER",
        "rediss://redis.example.com:<port> => UNEXPANDED_PLACEHOLDER",
        "rediss://redis.example.com/$REDIS_DB => UNEXPANDED_PLACEHOLDER",
        "rediss://:$REDIS_PASSWORD@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://$REDIS_PASSWORD@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://:__REDIS_PASSWORD__@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://:%REDIS_PASSWORD%@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://:<password>@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://:YOUR_PASSWORD@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://:REDIS_PASSWORD@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://$REDIS_USER:Kx7vQz9w@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://:***@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://app:*****@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://app:xxxxx@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://app:[REDACTED]@redis.example.com => UNEXPANDED_PLACEHOLDER",
        "rediss://undefined:6379 => NULL_LITERAL",
        "rediss://None => NULL_LITERAL",
        "undefined:6379 => NULL_LITERAL",
        "rediss://redis.undefined.svc.cluster.local => NULL_LITERAL",
        "rediss://redis.example.com:undefined => NULL_LITERAL",
        "rediss://redis.example.com:NaN => NULL_LITERAL",
        "rediss://redis.example.com/null => NULL_LITERAL",
        "rediss://:None@redis.example.com => NULL_LITERAL",
        "rediss://null:Kx7vQz9w@redis.example.com => NULL_LITERAL",
        "rediss://undefined@redis.example.com => NULL_LITERAL",
        "rediss://:<nil>@redis.example.com => NULL_LITERAL",
        "<no value> => NULL_LITERAL",
        "nil => NULL_LITERAL",
        "arn:aws:ssm:us-east-1:1:parameter/x => SECRET_REFERENCE_NOT_RESOLVED",
        "vault:secret/data/redis#url => SECRET_REFERENCE_NOT_RESOLVED",
        "op://vault/redis/url => SECRET_REFERENCE_NOT_RESOLVED",
        "ssm:/redis/url => SECRET_REFERENCE_NOT_RESOLVED",
        "ref+awsssm://redis/url => SECRET_REFERENCE_NOT_RESOLVED",
        "projects/p/secrets/s/versions/latest => SECRET_REFERENCE_NOT_RESOLVED",
        "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s) => SECRET_REFERENCE_NOT_RESOLVED",
        "rediss://@Microsoft.KeyVault(SecretUri=https://v/s) => SECRET_REFERENCE_NOT_RESOLVED",
        "rediss://:arn:aws:ssm:us-east-1:1:parameter/x@redis.example.com => SECRET_REFERENCE_NOT_RESOLVED",
        "rediss://:arn:aws:secretsmanager:us-east-1:1:secret:x@redis.example.com => SECRET_REFERENCE_NOT_RESOLVED",
        "rediss://:vault:secret/data/redis@redis.example.com => SECRET_REFERENCE_NOT_RESOLVED",
        "rediss://arn:aws:ssm:us-east-1:1:parameter => SECRET_REFERENCE_NOT_RESOLVED",
        "/hokusai/development/redis/endpoint => SECRET_REFERENCE_NOT_RESOLVED",
        "/run/secrets/redis_url => SECRET_REFERENCE_NOT_RESOLVED",
        "/aws/reference/secretsmanager/redis => SECRET_REFERENCE_NOT_RESOLVED",
        "/tmp/redis.sock => UNIX_SOCKET_UNSUPPORTED",
        "/var/run/redis/redis => UNIX_SOCKET_UNSUPPORTED",
      })
  void whatADeploymentDidNotResolveIsNamed(String url, String codes) {
    assertThat(codes(Map.of("REDIS_URL", url))).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s) => SECRET_REFERENCE_NOT_RESOLVED",
        "@Microsoft.AppConfiguration(Endpoint=x) => SECRET_REFERENCE_NOT_RESOLVED",
        "arn:aws-cn:ssm:cn-north-1:1:parameter/x => SECRET_REFERENCE_NOT_RESOLVED",
        "vault:secret/data/redis#token => SECRET_REFERENCE_NOT_RESOLVED",
        "op://vault/redis/token => SECRET_REFERENCE_NOT_RESOLVED",
        "file:/run/secrets/token => SECRET_REFERENCE_NOT_RESOLVED",
        "ENC(bm90IGEgc2VjcmV0) => SECRET_REFERENCE_NOT_RESOLVED",
        "$REDIS_AUTH_TOKEN => UNEXPANDED_PLACEHOLDER",
        "%REDIS_AUTH_TOKEN% => UNEXPANDED_PLACEHOLDER",
        "__TOKEN__ => UNEXPANDED_PLACEHOLDER",
        "#{Token}# => UNEXPANDED_PLACEHOLDER",
        "<your-auth-token> => UNEXPANDED_PLACEHOLDER",
        "YOUR_TOKEN => UNEXPANDED_PLACEHOLDER",
        "REDIS_AUTH_TOKEN => UNEXPANDED_PLACEHOLDER",
        "CHANGE_ME => UNEXPANDED_PLACEHOLDER",
        "******** => UNEXPANDED_PLACEHOLDER",
        "(sensitive value) => UNEXPANDED_PLACEHOLDER",
        "nil => NULL_LITERAL",
        "Kx7vQz9w # production => COMMENT_IN_VALUE",
        "Kx7v$Qz9w => ''",
        "$Kx7vQz9w => ''",
        "<Kx7v>Qz9w-1 => ''",
        "Kx7v #Qz9w => ''",
        "xxx => ''",
        "your-token => ''",
      })
  void aTokenIsRefusedOnlyWhereItCannotBeOne(String token, String codes) {
    assertThat(codes(Map.of("REDIS_URL", "rediss://redis.example.com", "REDIS_AUTH_TOKEN", token)))
        .isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "YOUR_REDIS_HOST => UNEXPANDED_PLACEHOLDER",
        "redis-$STAGE.example.com => UNEXPANDED_PLACEHOLDER",
        "undefined:6379 => NULL_LITERAL",
        "/hokusai/development/redis/endpoint => SECRET_REFERENCE_NOT_RESOLVED",
        "/run/redis.sock => UNIX_SOCKET_UNSUPPORTED",
        "redis-1;redis-2 => MULTIPLE_HOSTS",
        "redis.example.com # production => COMMENT_IN_VALUE",
        "redis.example.com\t#production => COMMENT_IN_VALUE and CONTROL_CHARACTER",
      })
  void aHostIsHeldToTheSameRules(String host, String codes) {
    assertThat(codes(Map.of("REDIS_HOST", host))).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "redis-cli --tls -u redis://default:Kx7vQz9w@redis.example.com:6379 => REDIS_CLI_COMMAND",
        "redis-cli -h redis.example.com -a Kx7vQz9w => REDIS_CLI_COMMAND",
        "/usr/bin/valkey-cli -u redis://redis.example.com => REDIS_CLI_COMMAND",
        "-u redis://default:Kx7vQz9w@redis.example.com:6379 => REDIS_CLI_COMMAND",
        "\u201crediss://:Kx7vQz9w@redis.example.com\u201d => TEXT_BEFORE_SCHEME",
        "\u2018rediss://redis.example.com\u2019 => TEXT_BEFORE_SCHEME",
        "\u00abrediss://redis.example.com\u00bb => TEXT_BEFORE_SCHEME",
        "'rediss://redis.example.com => TEXT_BEFORE_SCHEME",
        "jdbc:redis://:Kx7vQz9w@redis.example.com => TEXT_BEFORE_SCHEME",
        "url:redis://redis.example.com => TEXT_BEFORE_SCHEME",
        "url: redis://:Kx7vQz9w@redis.example.com => TEXT_BEFORE_SCHEME",
        "- url: rediss://redis.example.com => TEXT_BEFORE_SCHEME",
        "url=rediss://redis.example.com => TEXT_BEFORE_SCHEME",
        "<rediss://redis.example.com> => TEXT_BEFORE_SCHEME",
        "\u200brediss://redis.example.com => TEXT_BEFORE_SCHEME",
        "redis+socket:///run/x.sock => UNIX_SOCKET_UNSUPPORTED",
        "redis:///run/x.sock => UNIX_SOCKET_UNSUPPORTED",
        "rediss:///var/run/redis/redis.sock?db=1 => UNIX_SOCKET_UNSUPPORTED",
        "redis:///0 => HOST_MISSING",
        "cluster://redis.example.com => SCHEME_UNSUPPORTED",
        "redis-cluster:redis.example.com => SCHEME_MISSING_SLASHES",
        "rediss+cluster://redis-cluster://redis.example.com => SCHEME_REPEATED",
        "redis+ssl://redis.example.com => SCHEME_UNSUPPORTED",
        "tls://redis.example.com => SCHEME_UNSUPPORTED",
        "https://eu1-cod-31337.upstash.io => REST_ADDRESS",
        "https://redis.example.com => SCHEME_UNSUPPORTED",
        "redis://default:Kx7vQz9w => URL_CUT_OFF",
        "rediss://default:12 => URL_CUT_OFF",
        "redis://default:12/3 => URL_CUT_OFF",
        "redis://default:Kx7v/Qz9w => URL_CUT_OFF",
        "rediss://:Kx7vQz9w => URL_CUT_OFF",
        "rediss://app:Kx7v%40Qz9w => URL_CUT_OFF",
        "redis://default:6379/0 => ~~",
        "redis://redis.example.com:x => PORT_INVALID",
        "redis://localhost:x => PORT_INVALID",
        "redis://a.example.com:6379;b.example.com:6379 => MULTIPLE_HOSTS",
        "a.example.com;b.example.com => MULTIPLE_HOSTS",
        "rediss://:Kx7vQz9w@h1,:Kx7vQz9w@h2 => MULTIPLE_HOSTS",
        "rediss://app:Kx7vQz9w@h1:6379,app:Kx7vQz9w@h2:6379 => MULTIPLE_HOSTS",
        "rediss://:Kx7vQz9w@a.example.com/0,rediss://:Kx7vQz9w@b.example.com/0 => MULTIPLE_HOSTS",
        "rediss://:Kx7vQz9w@a.example.com:6379; rediss://:other@b.example.com:6379 => MULTIPLE_HOSTS",
        "rediss://:Kx7v@Qz9w,x@redis.example.com => USERINFO_RAW_AT",
        "redis://a.example.com:6379,redis://b.example.com:6379 => MULTIPLE_HOSTS",
        "rediss://redis.example.com?ssl_ca_certs=/ca.pem => TLS_OPTION_HAS_VARIABLE",
        "rediss://redis.example.com?sslkey=/key.pem => TLS_OPTION_HAS_VARIABLE",
        "rediss://redis.example.com:6379 # production => COMMENT_IN_VALUE",
        "rediss://redis.example.com:6379 #production => COMMENT_IN_VALUE",
        "rediss://:Kx7v #Qz9w@redis.example.com => USERINFO_RESERVED_CHAR",
      })
  void whatStandsAroundTheSchemeIsNamed(String url, String codes) {
    assertThat(codes(Map.of("REDIS_URL", url))).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "jdbc:redis://redis => REDIS_URL has another scheme, such as \"jdbc:\", before the scheme",
        "- url: redis://redis => REDIS_URL has a key, as in a YAML file, before the scheme",
        "\u201credis://redis\u201d => REDIS_URL has a typographic quote before the scheme",
        "'redis://redis => REDIS_URL has a quote before the scheme",
        "\u200bredis://redis => REDIS_URL has a character outside ASCII before the scheme",
        "see redis://redis => REDIS_URL has other text before the scheme",
        "redis-cli -u redis://redis => REDIS_URL holds a command for redis-cli instead of a URL",
      })
  void theMessageSaysWhatStandsInFrontOfTheScheme(String url, String message) {
    assertThat(RedisConfig.resolve(Map.of("REDIS_URL", url)).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_TLS_CA_FILE",
    "REDIS_TLS_CERT_FILE",
    "REDIS_TLS_KEY_FILE",
    "REDIS_AUTH_TOKEN_FILE",
    "REDIS_URL_FILE"
  })
  void pemTextIsNoPath(String variable) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_HOST", "redis.example.com");
    environment.put("REDIS_TLS_ENABLED", "true");
    environment.put(variable, "-----BEGIN CERTIFICATE-----\nKx7vQz9w\n-----END CERTIFICATE-----\n");
    assertThat(codes(environment)).contains("PEM_IN_FILE_VARIABLE").doesNotContain("CONTROL");
  }

  @Test
  void remedyOfARedisCliCommandKeepsItsTls() {
    ConfigOutcome outcome =
        RedisConfig.resolve(Map.of("REDIS_URL", "redis-cli --tls -u redis://redis:6379"));
    assertThat(outcome.diagnostics().get(0).remedy())
        .isEqualTo("write REDIS_URL=rediss://<host>:<port>, since --tls enables TLS, and move the"
            + " password to REDIS_AUTH_TOKEN");
  }

  /** The codes of errors and warnings, in the order of the alphabet; no text may hold the password. */
  private static String codes(Map<String, String> environment) {
    ConfigOutcome outcome = RedisConfig.resolve(environment);
    String shown = outcome + TextReport.render(outcome.diagnostics());
    for (int i = 0; i + 4 <= PASSWORD.length(); i++) {
      assertThat(shown).doesNotContain(PASSWORD.substring(i, i + 4));
    }
    List<String> codes = outcome.diagnostics().stream()
        .filter(each -> each.severity() != Severity.CORRECTION)
        .map(each -> each.code())
        .filter(code -> !code.equals("DB_ABOVE_15") && !code.equals("WHITESPACE_TRIMMED"))
        .distinct()
        .sorted()
        .toList();
    return String.join(" and ", codes);
  }
}
