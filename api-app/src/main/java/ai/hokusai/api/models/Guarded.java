package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import ai.hokusai.health.DependencyGuard;
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

  private final DependencyGuard guard;
  private final T dependency;

  Guarded(DependencyGuard guard, T dependency) {
    this.guard = guard;
    this.dependency = dependency;
  }

  /**
   * Reads for a request.
   *
   * @throws ProblemException where Redis cannot be used
   */
  <R> R read(Function<? super T, ? extends R> work) {
    return use(guard.reads(), work);
  }

  /**
   * Writes for a request.
   *
   * @throws ProblemException where Redis cannot be used; whether the write was done is then unknown
   */
  <R> R write(Function<? super T, ? extends R> work) {
    return use(guard.writes(), work);
  }

  // What is thrown is translated outside of the guard, which judges Redis by the original
  // exception.
  private <R> R use(DependencyGuard kind, Function<? super T, ? extends R> work) {
    try {
      return kind.call(() -> work.apply(dependency), refusal -> {
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
