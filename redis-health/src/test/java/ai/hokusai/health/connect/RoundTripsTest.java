package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class RoundTripsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RoundTrips trips = new RoundTrips(SECOND);

  @Test
  void changesNothingBeforeTheFirst() {
    assertThat(trips.median()).isZero();
    assertThat(trips.allowance(SECOND)).isEqualTo(SECOND);
    assertThat(trips.warning()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "166, 1000", "167, 1002", "250, 1500", "800, 4800", "900, 5000"})
  void allowsSixRoundTripsWithinFiveTimesTheTimeOut(long roundTrip, long allowed) {
    record(roundTrip);

    assertThat(trips.allowance(SECOND)).isEqualTo(Duration.ofMillis(allowed));
  }

  @Test
  void takesTheMedianOfTheLastFive() {
    record(900, 1, 1, 250, 250);
    assertThat(trips.median()).isEqualTo(Duration.ofMillis(250));

    record(1, 1);
    assertThat(trips.median()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void lengthensNoTimeOutForStalls() {
    record(1, 900, 1, 900, 1);

    assertThat(trips.allowance(SECOND)).isEqualTo(SECOND);
    assertThat(trips.warning()).isNull();
  }

  @Test
  void aFailedConnectionOnlyRaisesTheRoundTrip() {
    record(100);
    trips.recordAtLeast(Duration.ofMillis(3));
    assertThat(trips.median()).isEqualTo(Duration.ofMillis(100));

    trips.recordAtLeast(Duration.ofMillis(300));
    trips.recordAtLeast(Duration.ofMillis(300));
    assertThat(trips.median()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void warnsWithTheRoundTripAndWhatToRaise() {
    record(251, 251);

    assertThat(trips.warning())
        .isEqualTo(Fault.SLOW.with(
            "one round trip to the server takes 251 ms, and opening a connection takes 4 of them, longer "
                + "than the read time-out of 1000 ms",
            "run this service in the region and availability zone of the server, look for a slow proxy or an "
                + "overloaded host between them, or raise REDIS_READ_TIMEOUT to 3s"));
  }

  @Test
  void warnsOfNothingAfterOneRoundTrip() {
    record(900);

    assertThat(trips.warning()).isNull();
  }

  @Test
  void warnsUntilTheRoundTripsAreAFifthShorter() {
    record(249, 249, 249, 249, 249);
    assertThat(trips.warning()).isNull();
    record(251, 251, 251);
    assertThat(trips.warning()).isNotNull();
    record(201, 201, 201);
    assertThat(trips.warning()).isNotNull();
    record(199, 199, 199);
    assertThat(trips.warning()).isNull();
  }

  @Test
  void givesAConnectionOfThePoolTheTimeThatItsRoundTripsNeed() {
    try (var redis = FakeRedis.start(RoundTripsTest::afterAWhile)) {
      var connector = RedisConnector.of(
          TestSettings.withTimeouts(TestSettings.plain(redis.port()), Duration.ofMillis(400)),
          "orders",
          new Traffic());
      try (var client = new NodePools(new Router(connector)).client()) {
        // Two replies after 250 ms each do not fit into 400 ms.
        Throwable failure = catchThrowable(client::ping);
        assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.READ_TIMEOUT);
        // The greeting has shown how long a reply takes.
        assertThat(client.ping()).isEqualTo("PONG");
      }
    }
  }

  @Test
  void measuresThePingOfAProbe() {
    try (var redis = FakeRedis.start(RoundTripsTest::afterAWhile)) {
      var connector = RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic());
      try (var link = connector.open(ConnectionWatch.none(), Duration.ofSeconds(10))) {
        redis.answer(FakeRedis::wellBehaved);
        for (int i = 0; i < 3; i++) {
          link.ping();
        }
      }

      assertThat(connector.roundTrips().median()).isLessThan(Duration.ofMillis(250));
    }
  }

  private static String afterAWhile(String command) {
    String reply = FakeRedis.wellBehaved(command);
    return command.equals("CLIENT") || command.equals("SELECT")
        ? reply
        : FakeRedis.slowly(250, reply);
  }

  private void record(long... millis) {
    LongStream.of(millis).mapToObj(Duration::ofMillis).forEach(trips::record);
  }
}
