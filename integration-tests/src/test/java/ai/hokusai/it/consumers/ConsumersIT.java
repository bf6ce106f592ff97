package ai.hokusai.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.app.Incident;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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
  private static final ConsumerReport REPORT = new ConsumerReport();
  // Longer than the longest answer that is allowed: a check that waits for Redis would exceed it.
  private static final String TIMEOUT = "5s";
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
  private static final int FURTHER_ANSWERS = 20;

  static Stream<Consumer> consumers() {
    return Stream.of(System.getProperty("consumers", "").split(",")).map(Consumer::of);
  }

  @AfterAll
  static void writeReport() throws IOException {
    REPORT.write(Path.of("target/consumers.md"));
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void reportsARedisThatHangsAndContinues(Consumer consumer) throws IOException {
    assumeJavaOf(consumer);
    try (var incident = new Incident();
        var service = ConsumerService.start(consumer, withTimeouts(incident))) {
      service.awaitHealth(200);
      assertThat(service.get("/healthz").statusCode()).isEqualTo(404);
      requestReturns(404, consumer, service);

      incident.redis().pause();
      var hanging = new Answers(service);
      Duration detection = hanging.until(503);
      assertThat(service.cause()).contains("READ_TIMEOUT");
      requestReturns(503, consumer, service);
      hanging.add(FURTHER_ANSWERS, 503);

      incident.redis().resume();
      var continuing = new Answers(service);
      Duration recovery = continuing.until(200);

      assertThat(hanging.longest()).isLessThan(LONGEST_ANSWER);
      assertThat(continuing.longest()).isLessThan(LONGEST_ANSWER);
      service.signal();
      assertThat(service.exitCode()).as(service.output()).isEqualTo(143);
      assertThat(service.output()).doesNotContain(Incident.TOKEN);
      REPORT.times(consumer, hanging, detection, recovery);
    }
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void exitsWith78AndPrintsTheReportOnceWhereTheSettingsAreRejected(Consumer consumer)
      throws IOException {
    assumeJavaOf(consumer);
    try (var incident = new Incident();
        var service =
            ConsumerService.start(consumer, incident.environmentWith("REDIS_PORT", "abc"))) {
      int exitCode = service.exitCode();
      String output = service.output();
      assertThat(exitCode).as(output).isEqualTo(78);
      assertThat(output)
          .containsOnlyOnce("""
              error[PORT_INVALID]: REDIS_PORT is not between 1 and 65535
              """)
          .containsOnlyOnce("PORT_INVALID]")
          .doesNotContain("\tat ")
          .doesNotContain(Incident.TOKEN);
      REPORT.rejection(consumer, exitCode, output);
    }
  }

  /** The request through the guard, which one of the consumers has. */
  private static void requestReturns(int statusCode, Consumer consumer, ConsumerService service)
      throws IOException {
    if (consumer == Consumer.LETTUCE) {
      assertThat(service.get("/orders").statusCode()).isEqualTo(statusCode);
    }
  }

  private static void assumeJavaOf(Consumer consumer) throws IOException {
    int lowest = consumer.lowestJava();
    assumeTrue(
        Runtime.version().feature() >= lowest,
        () -> "left out: " + consumer + " needs Java " + lowest);
  }

  private static Map<String, String> withTimeouts(Incident incident) {
    Map<String, String> environment = incident.environmentWith("REDIS_READ_TIMEOUT", TIMEOUT);
    environment.put("REDIS_CONNECT_TIMEOUT", TIMEOUT);
    return environment;
  }
}
