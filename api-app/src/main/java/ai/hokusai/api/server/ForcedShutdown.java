package ai.hokusai.api.server;

import ai.hokusai.api.log.LogOutput;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * Makes a second SIGTERM or SIGINT end the process immediately, with the exit code that a shell gives to a
 * signal. By reflection, because no compiler option suppresses the warning about {@code sun.misc.Signal},
 * which every JDK has and nothing replaces.
 */
final class ForcedShutdown {
  private static final int SIGNALLED = 128;
  private static final Duration LAST_LINES = Duration.ofMillis(100);

  private ForcedShutdown() {}

  /** Installs the handlers; without them, the time limit of the shutdown ends the process. */
  static void onNextSignal() {
    try {
      install("TERM", SIGNALLED + 15);
      install("INT", SIGNALLED + 2);
    } catch (ReflectiveOperationException e) {
      // A JVM without this class, or one started with -Xrs.
    }
  }

  private static void install(String name, int exitCode) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object halting = Proxy.newProxyInstance(
        ForcedShutdown.class.getClassLoader(),
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
