package ai.hokusai.health;

import ai.hokusai.health.probe.Probe;
import ai.hokusai.health.schedule.Schedule;
import java.time.Duration;
import java.time.InstantSource;

/** A check as it was registered. Immutable. */
record Registration(String name, boolean isCritical, Schedule schedule, Maker maker) {

  /** Makes the probe of one monitor. */
  @FunctionalInterface
  interface Maker {
    Probe make(Duration deadline, InstantSource clock);
  }

  Probe probe(InstantSource clock) {
    return maker.make(schedule.deadline(), clock);
  }
}
