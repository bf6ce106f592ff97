package ai.hokusai.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.app.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The consumers of the profile {@code consumers}, each with a Redis behind TLS that stops and continues. The times go
 * to {@code target/consumers.md}.
 */
@EnabledIfSystemProperty(
    named = "consumers.directory",
    matches = ".+",
    disabledReason = "needs -Pconsumers")
final class ConsumersIT {
  private static final Path REPORT = Path.of("target/consumers.md");
  // Longer than the longest answer that is allowed: a check that waits for Redis would exceed it.
  private static final String TIMEOUT = "5s";
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
  private static final int FURTHER_ANSWERS = 20;

  static Stream<Consumer> consumers() {
    return Stream.of(System.getProperty("consumers", "").split(",")).map(Consumer::of);
  }

  @BeforeAll
  static void beginReport() throws IOException {
    Files.writeString(REPORT, """
        | consumer | Jedis | answer while Redis hangs, median / longest | detection | recovery |
        |---|---|---|---|---|
        """);
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void reportsARedisThatHangsAndContinues(Consumer consumer) throws IOException {
    try (var incident = new Incident();
        var service = ConsumerService.start(consumer, withTimeouts(incident))) {
      service.awaitHealth(200);

      incident.redis().pause();
      var hanging = new Answers(service);
      Duration detection = hanging.until(503);
      assertThat(service.cause()).contains("READ_TIMEOUT");
      hanging.add(FURTHER_ANSWERS, 503);

      incident.redis().resume();
      var continuing = new Answers(service);
      Duration recovery = continuing.until(200);

      assertThat(hanging.longest()).isLessThan(LONGEST_ANSWER);
      assertThat(continuing.longest()).isLessThan(LONGEST_ANSWER);
      service.signal();
      assertThat(service.exitCode()).as(service.output()).isEqualTo(143);
      assertThat(service.output()).doesNotContain(Incident.TOKEN);
      report(consumer, hanging, detection, recovery);
    }
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void exitsWith78AndPrintsTheReportOnceWhereTheSettingsAreRejected(Consumer consumer) {
    try (var incident = new Incident();
        var service =
            ConsumerService.start(consumer, incident.environmentWith("REDIS_PORT", "abc"))) {
      assertThat(service.exitCode()).as(service.output()).isEqualTo(78);
      assertThat(service.output())
          .containsOnlyOnce("""
              error[PORT_INVALID]: REDIS_PORT is not between 1 and 65535
              """)
          .containsOnlyOnce("PORT_INVALID]")
          .doesNotContain("\tat ")
          .doesNotContain(Incident.TOKEN);
    }
  }

  private static Map<String, String> withTimeouts(Incident incident) {
    Map<String, String> environment = incident.environmentWith("REDIS_READ_TIMEOUT", TIMEOUT);
    environment.put("REDIS_CONNECT_TIMEOUT", TIMEOUT);
    return environment;
  }

  private static void report(
      Consumer consumer, Answers hanging, Duration detection, Duration recovery)
      throws IOException {
    String row = "| %s | %s | %d / %d ms | %.1f s | %.1f s |%n"
        .formatted(
            consumer,
            consumer.jedisVersion(),
            hanging.median().toMillis(),
            hanging.longest().toMillis(),
            detection.toMillis() / 1000.0,
            recovery.toMillis() / 1000.0);
    Files.writeString(REPORT, Files.readString(REPORT) + row);
  }
}
