package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ScriptedMonitorTest implements HealthListener {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<String> events = new ArrayList<>();
  private ScriptedMonitor script = ScriptedMonitor.critical("redis", "search");

  @AfterEach
  void close() {
    script.close();
  }

  private Status status() {
    return script.monitor().report().status();
  }

  private String request() {
    return script.monitor().guard("redis").call(() -> "200", refusal -> "503 " + refusal);
  }

  @Test
  void startsLikeAMonitorWithoutResults() {
    assertThat(status()).isEqualTo(Status.STARTING);
    assertThat(request()).isEqualTo("200");
    script.succeed("redis");
    assertThat(status()).isEqualTo(Status.STARTING);
    script.succeed("search");
    assertThat(status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void countsResultsByTheThresholds() {
    script.up("search");
    script.succeed("redis");
    script.fail("redis", Fault.CONNECT_REFUSED);
    script.fail("redis", Fault.CONNECT_REFUSED);
    assertThat(status()).isEqualTo(Status.HEALTHY);
    script.fail("redis", Fault.CONNECT_REFUSED);
    assertThat(status()).isEqualTo(Status.UNHEALTHY);
    assertThat(script.monitor().report().cause()).contains(Fault.CONNECT_REFUSED);
    script.succeed("redis");
    assertThat(status()).isEqualTo(Status.UNHEALTHY);
    script.succeed("redis");
    assertThat(status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void rejectsRequestsWhileRedisDoesNotAnswer() {
    script.up("redis");
    script.down("redis", Fault.READ_TIMEOUT);
    assertThat(request()).isEqualTo("503 READ_TIMEOUT, retry after PT1S");
    script.pass(SECOND.multipliedBy(2));
    assertThat(request()).startsWith("503");
    script.up("redis");
    assertThat(request()).isEqualTo("200");
  }

  @Test
  void permitsOneTrialASecondWhileRedisRefuses() {
    script.up("redis");
    script.down("redis", Fault.CONNECT_REFUSED);
    assertThat(request()).isEqualTo("200");
    assertThat(request()).isEqualTo("503 CONNECT_REFUSED, retry after PT1S");
    script.pass(SECOND);
    assertThat(request()).isEqualTo("200");
    assertThat(request()).startsWith("503");
  }

  @ParameterizedTest
  @EnumSource
  void reachesAnOutageWithEveryFault(Fault fault) {
    script.up("search");
    script.up("redis");
    script.down("redis", fault);
    assertThat(script.monitor().report().check("redis").orElseThrow().snapshot().cause())
        .isEqualTo(fault);
    assertThat(status()).isIn(Status.UNHEALTHY, Status.DEGRADED);
    script.up("redis");
    assertThat(status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void makesAResultStaleAsTimePasses() {
    script.up("redis");
    script.up("search");
    script.pass(Schedule.DEFAULT.staleAfter());
    assertThat(status()).isEqualTo(Status.HEALTHY);
    script.pass(Duration.ofNanos(1));
    assertThat(status()).isEqualTo(Status.STALE);
    assertThat(script.monitor().report().cause()).contains(Fault.PROBE_STALLED);
  }

  @Test
  void tellsListenersBeforeACommandReturns() {
    script.close();
    var search = Dependency.of("search", Optional::empty)
        .optional()
        .withSchedule(Schedule.DEFAULT.withThresholds(new Thresholds(1, 1)));
    script = ScriptedMonitor.of(List.of(search), this);
    script.succeed("search");
    script.fail("search", Fault.LOADING);
    assertThat(events)
        .containsExactly(
            "HEALTHY null", "result null", "UNHEALTHY LOADING", "overall", "result LOADING");
    assertThat(status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void drainsAndStaysAsItWasOnceClosed() {
    script.up("redis");
    script.monitor().drain();
    script.close();
    assertThat(status()).isEqualTo(Status.DRAINING);
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> script.up("cache"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no check of that name: cache");
    assertThatThrownBy(() -> ScriptedMonitor.critical("redis", "redis"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is a check of that name already: redis");
    assertThatThrownBy(() -> script.pass(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time does not pass backwards: PT-1S");
  }

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    Cause cause = check.snapshot().cause();
    events.add(check.snapshot().status() + " " + (cause == null ? null : cause.code()));
  }

  @Override
  public void overallChanged(HealthReport report, Status from) {
    events.add("overall");
  }

  @Override
  public void resultArrived(HealthReport.Check check, @Nullable Cause cause) {
    events.add("result " + (cause == null ? null : cause.code()));
  }
}
