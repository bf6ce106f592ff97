package ai.hokusai.it.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run of one row measured.
 *
 * @param detected from the beginning of the provocation to {@code UNHEALTHY} with the right code
 * @param detectedAtStart from the start of a second service, under the fault, to the same; null where there was none
 * @param recovered from the end of the cure to the first answer that Redis can be used again
 */
record FaultOutcome(Duration detected, @Nullable Duration detectedAtStart, Duration recovered) {}
