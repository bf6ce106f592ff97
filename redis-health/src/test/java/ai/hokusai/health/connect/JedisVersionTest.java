package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class JedisVersionTest {

  @Test
  void acceptsTheOneOfTheTests() {
    assertThatCode(JedisVersion::require).doesNotThrowAnyException();
    assertThat(JedisVersion.version("redis.clients/jedis"))
        .startsWith(Objects.requireNonNullElse(System.getProperty("jedis.major"), "8") + ".");
  }

  @Test
  void acceptsThePoolOfTheTests() {
    assertThat(JedisVersion.version("org.apache.commons/commons-pool2"))
        .startsWith(System.getProperty("jedis.major") == null ? "2.13." : "2.11.");
  }

  @Test
  void saysWhatToSetForAnOlderPool() {
    assertThat(JedisVersion.poolMessage("2.9.0"))
        .isEqualTo(
            "hokusai-redis-health needs commons-pool2 2.11 or later, and the class path has 2.9.0:"
                + " set the version of org.apache.commons:commons-pool2 to that of Jedis, such as"
                + " 2.13.1");
  }

  @Test
  void saysWhatToSetForAnOlderOne() {
    assertThat(JedisVersion.message("6.0.0"))
        .isEqualTo(
            "hokusai-redis-health needs Jedis 7.4 to 8.x, and the class path has 6.0.0: set the"
                + " version of redis.clients:jedis to 8.0.2 (with Spring Boot, the property"
                + " jedis.version)");
  }
}
