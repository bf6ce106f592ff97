package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.traffic.Requests;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DependencyTest {

  @Test
  void isCriticalAndOnTheDefaultScheduleAtFirst() {
    Dependency search = Dependency.of("search", Optional::empty);
    assertThat(search).hasToString("critical search");
    assertThat(search.name()).isEqualTo("search");
    assertThat(search.isCritical()).isTrue();
    assertThat(search.schedule()).isEqualTo(Schedule.DEFAULT);
    assertThat(search.requests()).isEqualTo(Requests.NONE);
    assertThat(search.traffic()).isNull();
    assertThat(search.redis()).isNull();
  }

  @Test
  void keepsEachChangeBesideTheOthers() {
    Schedule slow = Schedule.every(Duration.ofMinutes(1));
    Dependency search = Dependency.of("search", Optional::empty);
    Dependency changed = search.optional().withSchedule(slow);
    assertThat(changed).hasToString("optional search");
    assertThat(changed.schedule()).isEqualTo(slow);
    assertThat(changed.withSchedule(Schedule.DEFAULT).isCritical()).isFalse();
    assertThat(search).hasToString("critical search");
  }
}
