package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A number for each cause, so that arrays can count it. Faults have theirs from the start; sixteen causes
 * of a service's own get one when they are first seen, and all further ones share the last.
 */
final class Codes {
  private static final Fault[] FAULTS = Fault.values();
  private static final int OWN = 16;
  /** How many numbers there are; the number of a success is 0. */
  static final int COUNT = 1 + FAULTS.length + OWN;

  private final AtomicReferenceArray<Cause> words = new AtomicReferenceArray<>(FAULTS.length);
  private final AtomicReferenceArray<Cause> own = new AtomicReferenceArray<>(OWN);

  @SuppressWarnings("EnumOrdinal") // Nothing outlives the process, and a request pays for a map.
  int number(@Nullable Cause cause) {
    if (cause == null) {
      return 0;
    }
    Fault fault = Fault.of(cause);
    if (fault == null) {
      return 1 + FAULTS.length + ownNumber(cause);
    }
    if (cause != fault) {
      words.lazySet(fault.ordinal(), cause);
    }
    return 1 + fault.ordinal();
  }

  private int ownNumber(Cause cause) {
    for (int i = 0; i < OWN - 1; i++) {
      Cause known = own.get(i);
      if (known == null && own.compareAndSet(i, null, cause)) {
        return i;
      }
      if (own.get(i).code().equals(cause.code())) {
        return i;
      }
    }
    own.compareAndSet(OWN - 1, null, cause);
    return OWN - 1;
  }

  /** The cause that has a number, a fault in the words that were seen last; null for 0 and for a number that is not given away. */
  @Nullable
  Cause cause(int number) {
    if (number == 0) {
      return null;
    }
    int index = number - 1;
    return index < FAULTS.length
        ? Objects.requireNonNullElse(words.get(index), FAULTS[index])
        : own.get(index - FAULTS.length);
  }
}
