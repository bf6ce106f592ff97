package ai.hokusai.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.config.diagnostic.Documentation;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** The events of the start. */
final class EventsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("ai.hokusai.api");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(appender);
  }

  @Test
  void nameTheAddressOfRedisAndTheNumberOfSettings() {
    AppConfig config = AppConfig.resolve(Map.of("REDIS_URL", "redis://cache:6380"));
    Events.configResolved(config);
    int all = config.settings().size();
    // Host, port and use of TLS come from the URL.
    assertThat(appender.list.get(0).getFormattedMessage())
        .isEqualTo(
            "redis redis://cache:6380; 3 of " + all + " settings are set, explain shows all");
    assertThat(fields())
        .containsExactly("event", "releaseId", "redis", "codes", "settings", "instanceId");
  }

  @Test
  void nameNoAddressWithoutRedis() {
    Events.configResolved(AppConfig.resolve(Map.of("REDIS_ENABLED", "false")));
    assertThat(appender.list.get(0).getFormattedMessage()).startsWith("redis disabled; ");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, localhost",
    "::, localhost",
    "::1, [::1]",
    "127.0.0.1, 127.0.0.1",
  })
  void haveTheUrlOfTheHealth(String host, String shown) {
    AppConfig config = AppConfig.resolve(Map.of("REDIS_ENABLED", "false"));
    Events.listening(config, new ListenAddress(host, 8081), 100);
    String url = "http://" + shown + ":8081/health";
    assertThat(appender.list.get(0).getFormattedMessage())
        .matches("listening on \\Q" + url + "\\E, \\d+\\.\\d s after the start");
    assertThat(fields())
        .containsExactly(
            "event", "url", "host", "port", "maxConnections", "releaseId", "instanceId");
    assertThat(appender.list.get(0).getKeyValuePairs())
        .contains(new KeyValuePair("url", url), new KeyValuePair("host", host));
  }

  @Test
  void linkARefusedStartToTheSectionOfItsCode() {
    Events.refused(AppConfig.resolve(Map.of()));
    String code = "NOT_CONFIGURED";
    assertThat(appender.list.get(0).getKeyValuePairs())
        .contains(new KeyValuePair("code", code), new KeyValuePair("docs", Documentation.of(code)));
  }

  private List<String> fields() {
    return appender.list.get(0).getKeyValuePairs().stream()
        .map(pair -> pair.key)
        .toList();
  }
}
