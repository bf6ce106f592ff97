package ai.hokusai.api;

import ai.hokusai.api.log.LogOutput;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * What a further SIGTERM or SIGINT does once the process stops: it ends it at once, with the exit code that
 * a shell gives to a signal. By reflection, because no compiler option takes back the warning of
 * {@code sun.misc.Signal}, which every JDK has and nothing replaces.
 */
final class SecondSignal {
  private static final int SIGNALLED = 128;
  private static final Duration LAST_LINES = Duration.ofMillis(100);

  private SecondSignal() {}

  /** From here on a signal ends the process; where this JVM has no such thing, the time limit does. */
  static void endsTheProcess() {
    try {
      on("TERM", SIGNALLED + 15);
      on("INT", SIGNALLED + 2);
    } catch (ReflectiveOperationException e) {
      // A JVM of another maker, or one started with -Xrs.
    }
  }

  private static void on(String name, int exitCode) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object halting = Proxy.newProxyInstance(
        SecondSignal.class.getClassLoader(),
        new Class<?>[] {handler},
        (self, method, arguments) -> {
          LogOutput.ofProcess().flush(LAST_LINES);
          Runtime.getRuntime().halt(exitCode);
          throw new AssertionError("the process has ended");
        });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), halting);
  }
}
