package ai.hokusai.it.faults.rows;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.FaultyRedis;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table: a fault, what provokes it under a service that was healthy, and what cures it.
 *
 * @param fault the code that the service has to report
 * @param faultClass the class of that code
 * @param recipe what is done, in words
 * @param setup the Redis and the service, before
 * @param provocation what is done
 * @param cure what undoes it
 * @param faultAtStart the code for a second service that starts under the fault, null where none is started
 * @param isPossible whether this machine allows it
 * @param isPassing whether it ends by itself after a while, so that nothing may wait for its turn
 * @param isThereFirst whether it is there before any service starts, since a service that was healthy has no use of it
 */
record FaultCase(
    Fault fault,
    FaultClass faultClass,
    String recipe,
    Setup setup,
    Action provocation,
    Action cure,
    @Nullable Fault faultAtStart,
    BooleanSupplier isPossible,
    boolean isPassing,
    boolean isThereFirst) {

  static FaultCase of(Fault fault, FaultClass faultClass, String recipe, Setup setup) {
    return new FaultCase(
        fault,
        faultClass,
        recipe,
        setup,
        Action.nothing(),
        Action.nothing(),
        fault,
        () -> true,
        false,
        false);
  }

  /** The code that a connection of somebody else finds, who comes while the fault is there. */
  Fault onNewConnection() {
    return faultAtStart == null ? fault : faultAtStart;
  }

  FaultCase provokedBy(Action act) {
    return new FaultCase(
        fault,
        faultClass,
        recipe,
        setup,
        act,
        cure,
        faultAtStart,
        isPossible,
        isPassing,
        isThereFirst);
  }

  FaultCase curedBy(Action act) {
    return new FaultCase(
        fault,
        faultClass,
        recipe,
        setup,
        provocation,
        act,
        faultAtStart,
        isPossible,
        isPassing,
        isThereFirst);
  }

  /** Provoked by a restart as something else, and cured by a restart as what it was. */
  FaultCase restartedAs(RedisSpec spec) {
    return provokedBy(Action.restartsAs(spec)).curedBy(Action.restartsAs(setup.spec()));
  }

  /** Provoked by something else on the port that was that of Redis, and cured by its end. */
  FaultCase replacedBy(Consumer<FaultyRedis> impostor) {
    return new FaultCase(
        fault,
        faultClass,
        recipe,
        setup.throughRelay(),
        testBed -> testBed.replaceBy(impostor),
        TestBed::bringBack,
        faultAtStart,
        isPossible,
        isPassing,
        isThereFirst);
  }

  /** A service that starts under the fault reports another code, or there is none where it is null. */
  FaultCase atStart(@Nullable Fault other) {
    return new FaultCase(
        fault,
        faultClass,
        recipe,
        setup,
        provocation,
        cure,
        other,
        isPossible,
        isPassing,
        isThereFirst);
  }

  FaultCase onlyIf(BooleanSupplier condition) {
    return new FaultCase(
        fault,
        faultClass,
        recipe,
        setup,
        provocation,
        cure,
        faultAtStart,
        condition,
        isPassing,
        isThereFirst);
  }

  /** It ends by itself after a while. */
  FaultCase passing() {
    return new FaultCase(
        fault,
        faultClass,
        recipe,
        setup,
        provocation,
        cure,
        faultAtStart,
        isPossible,
        true,
        isThereFirst);
  }

  /** It is there before any service starts. */
  FaultCase first() {
    return new FaultCase(
        fault,
        faultClass,
        recipe,
        setup.tolerant(),
        provocation,
        cure,
        faultAtStart,
        isPossible,
        isPassing,
        true);
  }

  @Override
  public String toString() {
    return fault + ": " + recipe;
  }
}
