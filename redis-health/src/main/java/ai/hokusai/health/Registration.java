package ai.hokusai.health;

import ai.hokusai.health.probe.Probe;
import ai.hokusai.health.schedule.Schedule;
import java.time.InstantSource;
import java.util.function.Function;

/** A check as it was registered. Immutable. */
record Registration(
    String name, boolean isCritical, Schedule schedule, Function<InstantSource, Probe> probe) {}
