package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the causes for arrays of counters. Each fault has a number from the start; sixteen custom
 * causes get one when they first occur, and all further ones share the last.
 */
final class Codes {
  private static final Fault[] FAULTS = Fault.values();
  private static final int OWN = 16;
  /** The number of numbers; a success has 0. */
  static final int COUNT = 1 + FAULTS.length + OWN;

  private final AtomicReferenceArray<Cause> words = new AtomicReferenceArray<>(FAULTS.length);
  private final AtomicReferenceArray<Cause> own = new AtomicReferenceArray<>(OWN);

  /** Numbers for faults, and the message and remedy of each until an operation brings others. */
  Codes(UnaryOperator<Cause> first) {
    for (int i = 0; i < FAULTS.length; i++) {
      words.setPlain(i, first.apply(FAULTS[i]));
    }
  }

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

  /**
   * The cause with a number, a fault with its last message; null for 0 and for an unused number.
   */
  @Nullable
  Cause cause(int number) {
    if (number == 0) {
      return null;
    }
    int index = number - 1;
    return index < FAULTS.length ? words.get(index) : own.get(index - FAULTS.length);
  }
}
