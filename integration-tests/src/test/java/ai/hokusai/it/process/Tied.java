package ai.hokusai.it.process;

import java.util.List;
import java.util.stream.Stream;

/** Command lines of programs that are killed when this JVM has ended, even if it was killed. */
public final class Tied {
  // The shell becomes the program and keeps its process id. A second shell waits for the end of the
  // pipe from this JVM,
  // which the kernel closes with the JVM.
  private static final String SCRIPT = "exec 3<&0; "
      + "(trap '' HUP INT TERM; read -r _ <&3; kill -KILL $$) >/dev/null 2>&1 & "
      + "exec 3<&-; exec \"$@\" </dev/null";

  private Tied() {}

  /** Whether it runs, and is not merely an entry that its parent has not read. */
  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** The command line that runs this one; its stdin is not to be redirected, and the program gets none. */
  public static List<String> command(List<String> command) {
    return Stream.concat(Stream.of("/bin/sh", "-c", SCRIPT, "sh"), command.stream())
        .toList();
  }
}
