package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Cause;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations since the start by code, and their durations. Any thread may read them. */
public final class Totals {
  private static final int OPERATIONS = Operation.values().length;

  private final Codes codes;
  private final LongAdder[] counts = adders(OPERATIONS * Codes.COUNT);
  private final Durations[] durations =
      Stream.generate(Durations::new).limit(OPERATIONS).toArray(Durations[]::new);

  Totals(Codes codes) {
    this.codes = codes;
  }

  private static LongAdder[] adders(int count) {
    return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
  }

  void add(Operation operation, @Nullable Cause cause, long durationNanos) {
    int index = operation.index();
    counts[index * Codes.COUNT + codes.number(cause)].increment();
    durations[index].add(durationNanos);
  }

  /**
   * Every {@link ai.hokusai.health.classify.Fault} with its last message, and each custom cause that
   * has occurred; the seventeenth and all further ones count as the sixteenth.
   */
  public List<Cause> causes() {
    return IntStream.range(0, Codes.COUNT)
        .mapToObj(codes::cause)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  /** The number of operations of one kind that ended with a cause, null for those that succeeded. */
  public long count(Operation operation, @Nullable Cause cause) {
    return counts[operation.index() * Codes.COUNT + codes.number(cause)].sum();
  }

  /** The durations of one kind of operation, the same object each time. */
  public Durations durations(Operation operation) {
    return durations[operation.index()];
  }
}
