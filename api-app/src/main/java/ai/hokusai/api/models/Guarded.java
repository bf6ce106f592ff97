package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import ai.hokusai.health.Guard;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import java.time.Duration;
import java.util.function.Function;

/**
 * What is used through Redis, and an answer where Redis cannot be used: at once while that is known, and
 * after one time-out where a request is the first to find out. Any thread may use it.
 *
 * @param <T> what is used
 */
final class Guarded<T> {
  // Redis is asked every second while it changes, so it is known by then.
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  private final Guard guard;
  private final T dependency;

  Guarded(Guard guard, T dependency) {
    this.guard = guard;
    this.dependency = dependency;
  }

  /**
   * Does the work of a request.
   *
   * @throws ProblemException where Redis cannot be used; whether a write was done is then unknown
   */
  <R> R use(Function<? super T, ? extends R> work) {
    return guard.call(() -> attempt(work), refusal -> {
      throw new ProblemException(Problem.unavailable(refusal.cause(), refusal.retryAfter()));
    });
  }

  private <R> R attempt(Function<? super T, ? extends R> work) {
    try {
      return work.apply(dependency);
    } catch (RuntimeException e) {
      Fault fault = FaultClassifier.classify(e);
      if (fault == Fault.INTERNAL_ERROR) {
        throw e;
      }
      throw new ProblemException(Problem.unavailable(fault, AFTER_A_FAILURE));
    }
  }
}
