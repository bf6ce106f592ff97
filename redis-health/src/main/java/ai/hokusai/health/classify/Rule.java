package ai.hokusai.health.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One layer's knowledge of how its faults look. */
@FunctionalInterface
interface Rule {

  /** The fault that these parts of a failure show, null where they show none of this layer. */
  @Nullable
  Fault match(List<Throwable> parts);
}
