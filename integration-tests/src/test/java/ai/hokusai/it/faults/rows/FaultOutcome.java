package ai.hokusai.it.faults.rows;

import ai.hokusai.it.faults.harness.Output;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of one row, with its one right code at every output.
 *
 * @param watched how long each output that is watched took; {@link Output#PROBE} is missing where this JVM cannot probe
 * @param detectedAtStart from the start of a second service, under the fault, to {@code UNHEALTHY}; null where there was none
 * @param check what the command said meanwhile
 */
record FaultOutcome(
    Map<Output, Times> watched, @Nullable Duration detectedAtStart, CheckAnswer check) {

  /**
   * The times of one output.
   *
   * @param detected from the beginning of the provocation to {@code UNHEALTHY} with the right code
   * @param recovered from the end of the cure to the first answer that Redis can be used again
   */
  record Times(Duration detected, Duration recovered) {}

  FaultOutcome {
    watched = new EnumMap<>(watched);
  }
}
