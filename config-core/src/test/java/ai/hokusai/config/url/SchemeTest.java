package ai.hokusai.config.url;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemeTest {

  @ParameterizedTest
  @CsvSource({
    "redis, false, false, false",
    "redis+cluster, false, true, false",
    "redis-CLUSTER, false, true, false",
    "redis+sentinel, false, false, true",
    "redis-Sentinel, false, false, true",
    "REDISS, true, false, false",
    "REDISS+cluster, true, true, false",
    "REDISS-CLUSTER, true, true, false",
    "REDISS+sentinel, true, false, true",
    "REDISS-Sentinel, true, false, true",
    "Valkey, false, false, false",
    "Valkey+cluster, false, true, false",
    "Valkey-CLUSTER, false, true, false",
    "Valkey+sentinel, false, false, true",
    "Valkey-Sentinel, false, false, true",
    "valkeyS, true, false, false",
    "valkeyS+cluster, true, true, false",
    "valkeyS-CLUSTER, true, true, false",
    "valkeyS+sentinel, true, false, true",
    "valkeyS-Sentinel, true, false, true"
  })
  void knowsTheNamesInAnyCase(String name, boolean tls, boolean cluster, boolean sentinel) {
    assertThat(Scheme.named(name, name.length()))
        .isEqualTo(new Scheme(name.toLowerCase(Locale.ROOT), tls, cluster, sentinel));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "redi",
        "redisss",
        "redis ",
        "http",
        "cluster",
        "redis_cluster",
        "redis+clusters"
      })
  void rejectsEachOtherName(String name) {
    assertThat(Scheme.named(name, name.length())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "redis://, 5",
    "a://b://c, 1",
    "a+b-c.d_9://x, 9",
    "abcdefghijklmnopqrstuvwxyz012345://x, 32",
    "abcdefghijklmnopqrstuvwxyz0123456://x, 0",
    "'', 0",
    "redis, 0",
    "redis:/x, 0",
    "://x, 0",
    "re dis://x, 0",
    "é://x, 0",
    "a:b://x, 0",
    "a/://x, 0",
    "a@://x, 0"
  })
  void findsTheEndOfAScheme(String text, int end) {
    assertThat(Scheme.end(text)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "unix, UNIX_SOCKET_UNSUPPORTED",
    "UNIXS, UNIX_SOCKET_UNSUPPORTED",
    "redis+unix, UNIX_SOCKET_UNSUPPORTED",
    "redis-socket, UNIX_SOCKET_UNSUPPORTED",
    "sentinel, SCHEME_UNSUPPORTED",
    "tcp, SCHEME_K8S_SERVICE_LINK",
    "tcps, SCHEME_UNSUPPORTED",
    "http, SCHEME_UNSUPPORTED",
    "redisunix, UNIX_SOCKET_UNSUPPORTED",
    "redis+socket, UNIX_SOCKET_UNSUPPORTED",
    "cluster, SCHEME_UNSUPPORTED",
    "rediscluster, SCHEME_UNSUPPORTED"
  })
  void saysWhyAnotherSchemeIsRefused(String name, ConfigCode code) {
    assertThat(Scheme.refusal(name, name + "://h")).isEqualTo(code);
  }
}
