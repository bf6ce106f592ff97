package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.Outage;
import ai.hokusai.it.faults.harness.Requests;
import ai.hokusai.it.faults.harness.Requests.Request;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.testkit.FaultyRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Incident 4: what a request waits for that needs Redis, while Redis answers nothing. */
@Tag("once")
final class RequestPathIT {
  private static final Logger LOG = LoggerFactory.getLogger(RequestPathIT.class);

  // The wait for a connection of the pool and one time-out of a read, as the defaults are.
  private static final Duration LONGEST = Duration.ofMillis(500).plus(Duration.ofSeconds(1));
  // For threads that wait for a processor.
  private static final Duration SCHEDULING = Duration.ofMillis(250);
  private static final Duration AT_ONCE = Duration.ofMillis(20);

  static Stream<Arguments> hangs() {
    Action pause = testBed -> testBed.server().pause();
    Action resume = testBed -> testBed.server().resume();
    Action blackHole = testBed -> testBed.replaceBy(FaultyRedis::dropPackets);
    Action relay = TestBed::openRelay;
    Action bringBack = TestBed::bringBack;
    return Stream.of(
        // Not through the relay, which would end a connection where the server does not.
        Arguments.of("SIGSTOP", Action.nothing(), pause, resume),
        Arguments.of("SYN black hole", relay, blackHole, bringBack));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hangs")
  void aRequestFailsImmediatelyOnceRedisIsDown(
      String what, Action preparation, Action hang, Action cure) throws IOException {
    try (var outage = Outage.prepare(preparation)) {
      long down = outage.happen(hang);
      var late = outage.guarded().that(request -> request.began() >= down);
      var all = outage.guarded().that(request -> true);
      var unguarded = outage.unguarded().that(request -> true);
      LOG.info(
          "{}: {} guarded requests while down, the median took {} and the longest {}; before that {}, unguarded {}",
          what,
          late.size(),
          Requests.median(late),
          Requests.longest(late),
          Requests.longest(all),
          Requests.longest(unguarded));

      assertThat(late).isNotEmpty().noneMatch(Request::isAnswered);
      assertThat(Requests.median(late)).isLessThan(AT_ONCE);
      assertThat(Requests.longest(late)).isLessThanOrEqualTo(SCHEDULING);
      assertThat(Requests.longest(all)).isLessThanOrEqualTo(LONGEST.plus(SCHEDULING));
      assertThat(Requests.longest(unguarded)).isLessThanOrEqualTo(LONGEST.plus(SCHEDULING));
      outage.pass(cure);
    }
  }
}
