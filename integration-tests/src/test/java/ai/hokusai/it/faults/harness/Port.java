package ai.hokusai.it.faults.harness;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import java.net.BindException;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A port that was just given up, which is free a moment later: a process being forked holds it until its exec. */
final class Port {

  private Port() {}

  static <T> T take(Callable<T> bind) {
    return await()
        .atMost(Bounds.PATIENCE)
        .pollDelay(0, MILLISECONDS)
        .pollInterval(5, MILLISECONDS)
        .pollInSameThread()
        .ignoreException(BindException.class)
        .until(bind, Objects::nonNull);
  }
}
