package ai.hokusai.api.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ai.hokusai.config.diagnostic.Documentation;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Verdict;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

final class HealthEventsTest {
  private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

  private final Logger logger = (Logger) LoggerFactory.getLogger("ai.hokusai.health");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final HealthEvents events = new HealthEvents();

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
  void logsTheFirstResultOnceAlthoughItDecidesNothing() {
    tell(Status.STARTING, Status.STARTING, Fault.LOADING, Tally.of(0, 1, 0, false, null));
    tell(Status.STARTING, Status.UNHEALTHY, Fault.LOADING, Tally.of(0, 3, 0, false, null));
    tell(Status.UNHEALTHY, Status.DEGRADED, Fault.FLAPPING, Tally.of(2, 0, 4, true, AT));
    tell(Status.DEGRADED, Status.HEALTHY, null, Tally.of(9, 0, 4, false, AT));

    String loading = ", code=LOADING, class=SERVER, remedy=wait until the data set is in memory,"
        + " docs=" + Documentation.of("LOADING") + "]";
    assertThat(appender.list.stream().map(HealthEventsTest::line))
        .containsExactly(
            "INFO redis is starting, not decided yet: the server is loading its data"
                + " [event=health.first_result, check=redis, from=starting, to=starting,"
                + " durationMs=3, consecutive=1"
                + loading,
            "ERROR redis is unhealthy: the server is loading its data"
                + " [event=health.transition, check=redis, from=starting, to=unhealthy,"
                + " durationMs=3, consecutive=3"
                + loading,
            "WARN redis is degraded: " + Fault.FLAPPING.message()
                + " [event=health.transition, check=redis, from=unhealthy, to=degraded,"
                + " durationMs=3, consecutive=2, code=FLAPPING, class=TRANSIENT, remedy="
                + Fault.FLAPPING.remedy() + ", docs=" + Documentation.of("FLAPPING") + "]",
            "INFO redis is healthy [event=health.transition, check=redis, from=degraded,"
                + " to=healthy, durationMs=3, consecutive=9]");
  }

  @Test
  void onlyWarnsOfWhatTheServiceCanDoWithout() {
    var searchDown = Cause.of("SEARCH_DOWN", FaultClass.SERVER, "no search", "wait");
    events.checkChanged(
        check("search", false, Status.UNHEALTHY, searchDown, Tally.of(0, 3, 0, false, null)),
        Status.STARTING);
    tell(Status.STARTING, Status.HEALTHY, null, Tally.of(1, 0, 0, false, AT));

    assertThat(appender.list.stream().map(HealthEventsTest::line))
        .containsExactly(
            "WARN search is unhealthy: no search [event=health.first_result, check=search,"
                + " from=starting, to=unhealthy, durationMs=3, consecutive=3, code=SEARCH_DOWN,"
                + " class=SERVER, remedy=wait]",
            "INFO redis is healthy [event=health.first_result, check=redis, from=starting,"
                + " to=healthy, durationMs=3, consecutive=1]");
  }

  @Test
  void reportsThatRequestsBeginToFailAndThatTheyRecover() {
    Check check = check("redis", true, Status.UNHEALTHY, Fault.OUT_OF_MEMORY, Tally.NONE);
    events.requestsChanged(
        check, Operation.WRITE, Verdict.of(Verdict.Level.REFUSED, Fault.OUT_OF_MEMORY, 79, 80));
    events.requestsChanged(check, Operation.WRITE, Verdict.OK);

    assertThat(appender.list.stream().map(HealthEventsTest::line))
        .containsExactly(
            "WARN redis: 79 of 80 writes failed: the server is out of memory and rejects writes"
                + " [event=requests.failing, check=redis, code=OUT_OF_MEMORY, class=CAPACITY,"
                + " remedy=raise maxmemory, set a policy that evicts keys, or let keys expire,"
                + " docs=" + Documentation.of("OUT_OF_MEMORY") + ","
                + " operation=write, failures=79, attempts=80]",
            "INFO redis: writes no longer fail"
                + " [event=requests.recovered, check=redis, operation=write]");
  }

  @Test
  void reportsWhatHappensToARedisWithItsDetails() {
    Check check = check("redis", true, Status.HEALTHY, null, Tally.NONE);
    events.eventOccurred(
        check,
        new RedisEvent(
            RedisEvent.Kind.ADDRESS_FAILING,
            "new connections to 10.0.0.2 fail: " + Fault.AUTH_REQUIRED.message(),
            "AUTH_REQUIRED",
            "set it",
            Map.of("address", "10.0.0.2")));
    events.eventOccurred(
        check,
        new RedisEvent(
            RedisEvent.Kind.ADDRESS_RECOVERED,
            "new connections to 10.0.0.2 succeed again",
            null,
            null,
            Map.of("address", "10.0.0.2")));

    assertThat(appender.list.stream().map(HealthEventsTest::line))
        .containsExactly(
            "WARN redis: new connections to 10.0.0.2 fail: the server requires a password, "
                + "and none is set [event=connection.address_failing, check=redis, "
                + "code=AUTH_REQUIRED, remedy=set it, docs=" + Documentation.of("AUTH_REQUIRED")
                + ", address=10.0.0.2]",
            "INFO redis: new connections to 10.0.0.2 succeed again"
                + " [event=connection.address_recovered, check=redis, address=10.0.0.2]");
  }

  @Test
  void logsTheStackOfAFailureAtDebugLevel() {
    Check refused = refusedCheck(new ConnectException("by 10.0.0.1"));
    events.checkChanged(refused, Status.HEALTHY);
    logger.setLevel(Level.DEBUG);
    try {
      events.checkChanged(refused, Status.HEALTHY);
    } finally {
      logger.setLevel(null);
    }
    assertThat(appender.list.get(0).getKeyValuePairs()).noneMatch(HealthEventsTest::isTrace);
    assertThat(appender.list.get(1).getKeyValuePairs())
        .filteredOn(HealthEventsTest::isTrace)
        .extracting(pair -> ((Trace) pair.value).text())
        .singleElement(STRING)
        .startsWith(
            "java.net.ConnectException\n  at ai.hokusai.api.log.HealthEventsTest.logsTheStack")
        .doesNotContain("10.0.0.1");
  }

  private static boolean isTrace(KeyValuePair pair) {
    return pair.value instanceof Trace;
  }

  private static Check refusedCheck(Exception thrown) {
    var snapshot = HealthSnapshot.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, AT)
        .withCheckedAt(AT)
        .withDuration(Duration.ofMillis(3))
        .withTrace(Trace.of(thrown))
        .withTally(Tally.of(0, 3, 1, false, null));
    return Check.of("redis", true, snapshot);
  }

  private void tell(Status from, Status to, @Nullable Cause cause, Tally tally) {
    events.checkChanged(check("redis", true, to, cause, tally), from);
  }

  private static Check check(
      String name, boolean isCritical, Status status, @Nullable Cause cause, Tally tally) {
    var snapshot = HealthSnapshot.of(status, cause, AT)
        .withCheckedAt(AT)
        .withDuration(Duration.ofMillis(3))
        .withTally(tally);
    return Check.of(name, isCritical, snapshot);
  }

  private static String line(ILoggingEvent event) {
    var pairs = event.getKeyValuePairs().stream()
        .map(pair -> pair.key + "=" + pair.value)
        .toList();
    return event.getLevel() + " " + event.getFormattedMessage() + " " + pairs;
  }
}
