package ai.hokusai.health;

import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.traffic.Requests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks for tests: {@code C} for a critical one, {@code o} for an optional one, called a, b, c, … */
final class Checks {

  private Checks() {}

  /** Where nothing is known of them at a moment, and a reading, of both clocks. */
  static View view(String kinds, Instant now, long nanos) {
    List<Published> published = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < kinds.length(); i++) {
      var each = Published.of(HealthState.initial(now), Requests.NONE, nanos, Schedule.DEFAULT);
      published.add(each);
      checks.add(new Check(name(i), kinds.charAt(i) == 'C', each.snapshot()));
    }
    return new View(HealthReport.initial(checks, now), published);
  }

  static String name(int index) {
    return String.valueOf((char) ('a' + index));
  }
}
