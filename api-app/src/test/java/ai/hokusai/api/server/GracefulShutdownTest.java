package ai.hokusai.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.DrainSettings;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class GracefulShutdownTest {
  private static final DrainSettings SETTINGS =
      new DrainSettings(Duration.ofMillis(1), Duration.ofSeconds(7));

  private final List<String> steps = new ArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("ai.hokusai.api");
  private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
    @Override
    protected void append(ILoggingEvent event) {
      steps.add(event.getLevel() + " " + event.getKeyValuePairs().get(0).value);
    }
  };

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(appender);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stopsStepByStepAndReportsInterruptedRequests(boolean everythingIsFinished) {
    new GracefulShutdown(
            SETTINGS,
            () -> steps.add("drain"),
            limit -> {
              steps.add("stop the server within " + limit.toSeconds() + " s");
              return everythingIsFinished;
            },
            () -> steps.add("close"))
        .run();
    List<String> expected = new ArrayList<>(List.of(
        "INFO health.draining",
        "drain",
        "INFO shutdown.started",
        "stop the server within 7 s",
        "WARN shutdown.cut_short",
        "close",
        "INFO shutdown.completed"));
    if (everythingIsFinished) {
      expected.remove("WARN shutdown.cut_short");
    }
    assertThat(steps).containsExactlyElementsOf(expected);
  }
}
