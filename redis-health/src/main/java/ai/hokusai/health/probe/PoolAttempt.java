package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import java.time.InstantSource;

/** One request as a service makes it, over its pool, whose time-outs are what ends it. */
public final class PoolAttempt implements Attempt {
  private final Runnable request;
  private final InstantSource clock;

  /**
   * An attempt that has not asked yet.
   *
   * @param request throws where it fails
   * @param clock where the result gets its time from
   */
  public PoolAttempt(Runnable request, InstantSource clock) {
    this.request = request;
    this.clock = clock;
  }

  @Override
  public ProbeResult run() {
    var stopwatch = new ProbeResult.Stopwatch(clock);
    try {
      request.run();
      return stopwatch.success();
    } catch (Throwable e) {
      return stopwatch.thrown(FaultClassifier.describe(e), e);
    }
  }

  /** Frees nothing: closing the pool does. */
  @Override
  public Fault cancel() {
    return Fault.READ_TIMEOUT;
  }
}
