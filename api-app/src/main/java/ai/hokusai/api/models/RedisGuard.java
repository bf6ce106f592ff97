package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import java.time.Duration;
import java.util.function.Function;

/**
 * Calls a dependency on Redis, and ends the request with 503 if Redis cannot be used: immediately while Redis is
 * known to be down, after one timeout if this request is the first to fail. After a write that ended so, it is
 * unknown whether the write was done. Thread-safe.
 *
 * @param key a key in the slot of all keys that the dependency uses
 */
record RedisGuard<T>(DependencyGuard guard, String key, T dependency) {
  // The interval of probes after a first failure.
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  <R> R read(Function<? super T, ? extends R> work) {
    return call(guard.reads(), work);
  }

  <R> R write(Function<? super T, ? extends R> work) {
    return call(guard.writes(), work);
  }

  // Exceptions are translated outside of the guard, which classifies the original exception.
  private <R> R call(DependencyGuard kind, Function<? super T, ? extends R> work) {
    try {
      return kind.call(key, () -> work.apply(dependency), refusal -> {
        throw new ProblemException(Problem.unavailable(refusal.cause(), refusal.retryAfter()));
      });
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      Fault fault = FaultClassifier.classify(e);
      if (fault == Fault.INTERNAL_ERROR) {
        throw e;
      }
      throw new ProblemException(Problem.unavailable(fault, AFTER_A_FAILURE));
    }
  }
}
