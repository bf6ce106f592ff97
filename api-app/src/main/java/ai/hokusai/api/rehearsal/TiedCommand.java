package ai.hokusai.api.rehearsal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of programs that are killed when this JVM has ended, even if it was killed. */
public final class TiedCommand {
  static final Path SHELL = Path.of("/bin/sh");

  // The shell becomes the program and keeps its process id. A second shell waits for the end of the
  // pipe from this JVM, which the kernel closes with the JVM.
  private static final String SCRIPT = "exec 3<&0; "
      + "(trap '' HUP INT TERM; read -r _ <&3; kill -KILL $$) >/dev/null 2>&1 & "
      + "exec 3<&-; exec \"$@\" </dev/null";

  private TiedCommand() {}

  /**
   * The command line that runs this one; the same where there is no shell. Its standard input must stay
   * a pipe, and the program gets none. {@link Process#destroy} closes the pipe and kills the program:
   * signals go to {@link Process#toHandle}.
   */
  public static List<String> of(List<String> command) {
    return Files.isExecutable(SHELL)
        ? Stream.concat(
                Stream.of(SHELL.toString(), "-c", SCRIPT, SHELL.toString()), command.stream())
            .toList()
        : command;
  }
}
