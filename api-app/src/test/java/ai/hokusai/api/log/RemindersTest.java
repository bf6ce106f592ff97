package ai.hokusai.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Documentation;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said while results come in, at times that the results name. */
final class RemindersTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final String LOADING =
      ", code=LOADING, class=SERVER, remedy=wait until the data set is in memory, docs="
          + Documentation.of("LOADING");

  private final Logger logger = (Logger) LoggerFactory.getLogger("ai.hokusai.health");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final HealthEvents events = new HealthEvents();
  private @Nullable Instant certificateEnd;
  private @Nullable Instant clientCertificateEnd;

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
  void remindsOfAnOutageAfter1And5And15MinutesAndThenEachHour() {
    List<Long> toldAt = new ArrayList<>();
    for (long second = 0; second <= 3 * 3_600 + 60; second += 10) {
      int before = appender.list.size();
      result(Status.UNHEALTHY, Fault.LOADING, START, START.plusSeconds(second));
      if (appender.list.size() > before) {
        toldAt.add(second);
      }
    }
    assertThat(toldAt).containsExactly(60L, 300L, 900L, 3_600L, 7_200L, 10_800L);
    assertThat(lines())
        .startsWith("ERROR redis is still unhealthy after 1 min: the server is loading its data"
            + " [event=health.still_failing, check=redis" + LOADING
            + ", consecutive=7, sinceMs=60000]")
        .endsWith("ERROR redis is still unhealthy after 3 h: the server is loading its data"
            + " [event=health.still_failing, check=redis" + LOADING
            + ", consecutive=7, sinceMs=10800000]");
  }

  @Test
  void restartsWithTheNextOutage() {
    result(Status.UNHEALTHY, Fault.LOADING, START, START);
    result(Status.UNHEALTHY, Fault.LOADING, START, START.plusSeconds(60));
    result(Status.HEALTHY, null, START.plusSeconds(70), START.plusSeconds(70));
    Instant again = START.plusSeconds(80);
    result(Status.UNHEALTHY, Fault.LOADING, again, again);
    result(Status.UNHEALTHY, Fault.LOADING, again, again.plusSeconds(59));
    assertThat(lines()).hasSize(1);
    result(Status.UNHEALTHY, Fault.LOADING, again, again.plusSeconds(61));
    assertThat(lines()).hasSize(2);
  }

  @Test
  void restartsIfTheRecoveryBetweenTwoOutagesWasNotLogged() {
    result(Status.UNHEALTHY, Fault.LOADING, START, START);
    Instant again = START.plusSeconds(100);
    result(Status.UNHEALTHY, Fault.LOADING, again, again);
    result(Status.UNHEALTHY, Fault.LOADING, again, again.plusSeconds(59));
    assertThat(lines()).isEmpty();
  }

  @Test
  void doesNotMakeUpForRemindersThatItMissed() {
    result(Status.UNHEALTHY, Fault.LOADING, START, START);
    result(Status.UNHEALTHY, Fault.LOADING, START, START.plus(Duration.ofMinutes(90)));
    result(Status.UNHEALTHY, Fault.LOADING, START, START.plus(Duration.ofMinutes(91)));
    result(Status.UNHEALTHY, Fault.LOADING, START, START.plus(Duration.ofHours(2)));
    assertThat(lines()).hasSize(2);
  }

  @Test
  void reportsFlappingOnce() {
    var calm = Tally.of(1, 0, 3, false, START);
    var flapping = Tally.of(1, 0, 4, true, START);
    for (Tally tally : List.of(calm, flapping, flapping, calm, flapping)) {
      events.resultArrived(check(Status.DEGRADED, Fault.FLAPPING, START, START, tally), null);
    }
    String line = "WARN redis is flapping: four changes within five minutes"
        + " [event=health.flapping, check=redis, transitions=4]";
    assertThat(lines()).containsExactly(line, line);
  }

  @Test
  void warnsOfACertificateOnceADayWhileItCanBeUsed() {
    certificateEnd = START.plus(Duration.ofDays(31));
    result(Status.HEALTHY, null, START, START);
    assertThat(lines()).isEmpty();
    for (int hour = 24; hour <= 72; hour++) {
      result(
          Status.DEGRADED,
          Fault.TLS_CERTIFICATE_EXPIRING,
          START,
          START.plus(Duration.ofHours(hour)).plusSeconds(1));
    }
    assertThat(lines())
        .hasSize(3)
        .startsWith("WARN the certificate of redis expires at 2026-12-25T10:00:00Z"
            + " [event=health.certificate_expiring, check=redis, code=TLS_CERTIFICATE_EXPIRING,"
            + " class=CONFIG, remedy=renew the server certificate,"
            + " docs=" + Documentation.of("TLS_CERTIFICATE_EXPIRING") + ","
            + " notAfter=2026-12-25T10:00:00Z, daysLeft=29]")
        .allMatch(line -> line.contains("certificate_expiring"));
    result(Status.UNHEALTHY, Fault.TLS_EXPIRED, certificateEnd, certificateEnd);
    assertThat(lines()).hasSize(3);
  }

  @Test
  void saysAtOnceThatTheCertificateHasExpiredWhileItIsStillInUse() {
    certificateEnd = START.plus(Duration.ofHours(2));
    result(Status.DEGRADED, Fault.TLS_CERTIFICATE_EXPIRING, START, START);
    result(Status.DEGRADED, Fault.TLS_EXPIRED, START, certificateEnd.plusSeconds(1));
    assertThat(lines())
        .containsExactly(
            "WARN the certificate of redis expires at 2026-11-24T12:00:00Z"
                + " [event=health.certificate_expiring, check=redis,"
                + " code=TLS_CERTIFICATE_EXPIRING, class=CONFIG,"
                + " remedy=renew the server certificate,"
                + " docs=" + Documentation.of("TLS_CERTIFICATE_EXPIRING") + ","
                + " notAfter=2026-11-24T12:00:00Z, daysLeft=0]",
            "WARN the certificate of redis expired at 2026-11-24T12:00:00Z"
                + " [event=health.certificate_expiring, check=redis,"
                + " code=TLS_EXPIRED, class=CONFIG, remedy=" + Fault.TLS_EXPIRED.remedy()
                + ", docs=" + Documentation.of("TLS_EXPIRED")
                + ", notAfter=2026-11-24T12:00:00Z, daysLeft=0]");
  }

  @Test
  void warnsOfTheClientCertificateOnceADayAlsoOnceItHasExpired() {
    clientCertificateEnd = START.plus(Duration.ofDays(31));
    result(Status.HEALTHY, null, START, START);
    assertThat(lines()).isEmpty();
    for (int hour = 30 * 24; hour <= 32 * 24; hour++) {
      Instant at = START.plus(Duration.ofHours(hour)).plusSeconds(1);
      if (at.isBefore(clientCertificateEnd)) {
        result(Status.HEALTHY, null, START, at);
      } else {
        result(Status.UNHEALTHY, Fault.TLS_CLIENT_CERT_EXPIRED, at, at);
      }
    }
    String expired = "WARN the client certificate for redis expired at 2026-12-25T10:00:00Z"
        + " [event=health.certificate_expiring, check=redis, code=TLS_CLIENT_CERT_EXPIRED,"
        + " class=CONFIG, remedy=" + Fault.TLS_CLIENT_CERT_EXPIRED.remedy()
        + ", docs=" + Documentation.of("TLS_CLIENT_CERT_EXPIRED")
        + ", notAfter=2026-12-25T10:00:00Z, daysLeft=";
    assertThat(lines())
        .containsExactly(
            "WARN the client certificate for redis expires at 2026-12-25T10:00:00Z"
                + " [event=health.certificate_expiring, check=redis,"
                + " code=CLIENT_CERTIFICATE_EXPIRING, class=CONFIG,"
                + " remedy=renew the client certificate,"
                + " docs=" + Documentation.of("CLIENT_CERTIFICATE_EXPIRING") + ","
                + " notAfter=2026-12-25T10:00:00Z, daysLeft=0]",
            expired + "0]",
            expired + "-1]");
  }

  @Test
  void logsAStallSeparatelyAndThenTheFirstResult() {
    events.checkChanged(
        check(Status.STALE, Fault.PROBE_STALLED, START, START, Tally.NONE), Status.STARTING);
    events.checkChanged(
        check(Status.HEALTHY, null, START, START, Tally.of(1, 0, 0, false, START)), Status.STALE);
    assertThat(lines())
        .containsExactly(
            "ERROR redis is stale: " + Fault.PROBE_STALLED.message()
                + " [event=health.probe_stalled, check=redis, from=starting, to=stale,"
                + " durationMs=3, consecutive=0, code=PROBE_STALLED, class="
                + Fault.PROBE_STALLED.faultClass() + ", remedy=" + Fault.PROBE_STALLED.remedy()
                + ", docs=" + Documentation.of("PROBE_STALLED") + "]",
            "INFO redis is healthy [event=health.first_result, check=redis, from=stale,"
                + " to=healthy, durationMs=3, consecutive=1]");
  }

  private void result(Status status, @Nullable Cause cause, Instant since, Instant at) {
    var tally = Tally.of(0, 7, 0, false, null);
    events.resultArrived(check(status, cause, since, at, tally), cause);
  }

  private Check check(
      Status status, @Nullable Cause cause, Instant since, Instant at, Tally tally) {
    Instant end = certificateEnd;
    var certificate = end == null ? null : PeerCertificate.of("CN=redis", List.of(), "CN=ca", end);
    Instant clientEnd = clientCertificateEnd;
    var client =
        clientEnd == null ? null : PeerCertificate.of("CN=orders", List.of(), "CN=ca", clientEnd);
    var facts = RedisFacts.NONE.withCertificate(certificate).withClientCertificate(client);
    var snapshot = HealthSnapshot.of(status, cause, since)
        .withCheckedAt(at)
        .withDuration(Duration.ofMillis(3))
        .withTally(tally)
        .withFacts(facts);
    return Check.of("redis", true, snapshot);
  }

  private List<String> lines() {
    return appender.list.stream().map(RemindersTest::line).toList();
  }

  private static String line(ILoggingEvent event) {
    var pairs = event.getKeyValuePairs().stream()
        .map(pair -> pair.key + "=" + pair.value)
        .toList();
    return event.getLevel() + " " + event.getFormattedMessage() + " " + pairs;
  }
}
