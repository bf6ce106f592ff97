package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import java.time.InstantSource;

/** One request over the pool of a service, which ends by the time-outs of the pool. */
public final class PoolAttempt implements Attempt {
  private final Runnable request;
  private final InstantSource clock;

  /**
   * An attempt that has not begun.
   *
   * @param request throws where it fails
   * @param clock the clock for the time of the result
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

  /** Does nothing; closing the pool ends it. */
  @Override
  public Fault cancel() {
    return Fault.READ_TIMEOUT;
  }
}
