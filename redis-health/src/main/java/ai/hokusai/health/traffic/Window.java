package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of the last ten seconds, in slots of a quarter of a second. Any thread may use it.
 */
final class Window {
  private static final long SLOT_NANOS = 250_000_000;
  private static final int SLOTS = 40;

  private final Codes codes;
  private final AtomicReferenceArray<Slot> slots = new AtomicReferenceArray<>(SLOTS);

  Window(Codes codes) {
    this.codes = codes;
  }

  /** The outcomes that ended within one quarter of a second, one row for each kind of operation. */
  private record Slot(long number, AtomicIntegerArray counts) {

    static Slot of(long number) {
      return new Slot(number, new AtomicIntegerArray(Operation.values().length * Codes.COUNT));
    }

    int count(Operation operation, int code) {
      return counts.get(operation.index() * Codes.COUNT + code);
    }
  }

  /**
   * The counts of one kind of operation.
   *
   * @param cause the most specific cause, null without a failure
   */
  record Sum(long successes, long failures, @Nullable Cause cause) {}

  void add(Operation operation, @Nullable Cause cause, long now) {
    slot(number(now))
        .counts()
        .incrementAndGet(operation.index() * Codes.COUNT + codes.number(cause));
  }

  private Slot slot(long number) {
    int index = (int) Math.floorMod(number, (long) SLOTS);
    Slot slot = slots.get(index);
    while (slot == null || slot.number() < number) {
      Slot next = Slot.of(number);
      if (slots.compareAndSet(index, slot, next)) {
        return next;
      }
      slot = slots.get(index);
    }
    // A thread that was suspended for ten seconds finds a newer slot, which takes its outcome too.
    return slot;
  }

  private static long number(long nanos) {
    return Math.floorDiv(nanos, SLOT_NANOS);
  }

  /**
   * Adds up the slots that began after a reading of the clock and are not older than ten seconds.
   */
  Sum sum(Operation operation, long now, long from) {
    long last = number(now);
    long first = Math.max(last - SLOTS + 1, number(from) + 1);
    long successes = 0;
    long failures = 0;
    var byCode = new long[Codes.COUNT];
    for (int i = 0; i < SLOTS; i++) {
      Slot slot = slots.get(i);
      if (slot != null && slot.number() >= first && slot.number() <= last) {
        successes += slot.count(operation, 0);
        failures += addFailures(slot, operation, byCode);
      }
    }
    return new Sum(successes, failures, mainCause(byCode, failures));
  }

  private long addFailures(Slot slot, Operation operation, long[] byCode) {
    long added = 0;
    for (int code = 1; code < byCode.length; code++) {
      int count = slot.count(operation, code);
      if (count > 0) {
        // One event closes many idle connections, each of which then fails one request.
        int counted = Fault.of(codes.cause(code)) == Fault.CONNECTION_CLOSED ? 1 : count;
        byCode[code] += counted;
        added += counted;
      }
    }
    return added;
  }

  private @Nullable Cause mainCause(long[] byCode, long failures) {
    int most = 0;
    for (int code = 1; code < byCode.length; code++) {
      if (byCode[code] > 0 && (most == 0 || isMoreSpecific(code, most, byCode, failures))) {
        most = code;
      }
    }
    return codes.cause(most);
  }

  private boolean isMoreSpecific(int code, int most, long[] byCode, long failures) {
    boolean isCause = isCause(code, byCode, failures);
    return isCause == isCause(most, byCode, failures) ? byCode[code] > byCode[most] : isCause;
  }

  /** Returns true if this is rather a cause than a consequence, and no rare exception. */
  private boolean isCause(int code, long[] byCode, long failures) {
    Fault fault = Fault.of(codes.cause(code));
    return fault != Fault.POOL_EXHAUSTED
        && fault != Fault.CONNECTION_CLOSED
        && byCode[code] * 10 >= failures;
  }
}
