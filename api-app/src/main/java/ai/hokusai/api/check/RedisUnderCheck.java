package ai.hokusai.api.check;

import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.function.Consumer;

/** A Redis that is looked at once. */
public interface RedisUnderCheck extends AutoCloseable {

  /** Looks at it, from the name to the last question, and tells meanwhile where it is. */
  ProbeReport probeOnce(Duration deadline, Consumer<Stage> progress) throws InterruptedException;

  /** Sends one PING over the pool. */
  ProbeReport probePool(Duration deadline) throws InterruptedException;

  @Override
  void close();
}
