package ai.hokusai.it.process;

import ai.hokusai.api.rehearsal.TiedCommand;
import java.util.List;

/** Command lines of programs that are killed when this JVM has ended, even if it was killed. */
public final class Tied {
  private Tied() {}

  /** Whether it runs, and is not merely an entry that its parent has not read. */
  public static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** The command line that runs this one; its stdin is not to be redirected, and the program gets none. */
  public static List<String> command(List<String> command) {
    return TiedCommand.of(command);
  }
}
