package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class JedisVersionTest {

  @Test
  void acceptsTheOneOfTheTests() {
    assertThatCode(JedisVersion::require).doesNotThrowAnyException();
    assertThat(JedisVersion.version())
        .startsWith(Objects.requireNonNullElse(System.getProperty("jedis.major"), "8") + ".");
  }

  @Test
  void saysWhatToSetForAnOlderOne() {
    assertThat(JedisVersion.message("6.0.0"))
        .isEqualTo(
            "hokusai-redis-health needs Jedis 7.4 to 8.x, and the class path has 6.0.0: set the version of"
                + " redis.clients:jedis to 8.0.2 (with Spring Boot, the property jedis.version)");
  }
}
