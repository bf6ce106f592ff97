package ai.hokusai.api.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The capabilities of the terminal behind stderr.
 *
 * @param isInteractive whether stderr is a terminal that can overwrite a line
 * @param isColoured whether to print colours
 */
public record Terminal(boolean isInteractive, boolean isColoured) {
  private static final Path STDERR = Path.of("/proc/self/fd/2");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

  /**
   * Detects the terminal of a stream.
   *
   * @param stream a terminal only if it is stderr of the process
   * @param environment the environment with {@code NO_COLOR} and {@code TERM}
   */
  public static Terminal of(OutputStream stream, Map<String, String> environment) {
    return of(stream == System.err && isStderrTerminal(), environment);
  }

  static Terminal of(boolean isTerminal, Map<String, String> environment) {
    boolean isInteractive = isTerminal && !"dumb".equals(environment.get("TERM"));
    // https://no-color.org: set and not empty.
    boolean isNoColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(isInteractive, isInteractive && !isNoColor);
  }

  /** System.console() reports stdin and stdout together, and from JDK 22 on not even that. */
  private static boolean isStderrTerminal() {
    try {
      return DEVICE.matcher(Files.readSymbolicLink(STDERR).toString()).matches();
    } catch (IOException | UnsupportedOperationException e) {
      // No colours on a system without /proc.
      return false;
    }
  }
}
