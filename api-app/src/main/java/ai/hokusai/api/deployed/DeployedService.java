package ai.hokusai.api.deployed;

import java.time.Duration;

/** A service that can be asked how it is, each time over a new connection. */
@FunctionalInterface
public interface DeployedService {

  /** Asks once and waits for no longer than that. */
  Answer ask(Duration longest) throws InterruptedException;
}
