package ai.hokusai.api.check;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the stream for people leads to.
 *
 * @param isInteractive whether somebody sees it as it is written
 * @param isColoured whether they want to see colours
 */
public record Terminal(boolean isInteractive, boolean isColoured) {
  private static final Path STDERR = Path.of("/proc/self/fd/2");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

  /**
   * Finds out about a stream.
   *
   * @param stream a terminal only where it is that of the process and leads to one
   * @param environment where {@code NO_COLOR} and {@code TERM} are
   */
  public static Terminal of(OutputStream stream, Map<String, String> environment) {
    return of(stream == System.err && leadsToTerminal(), environment);
  }

  static Terminal of(boolean isTerminal, Map<String, String> environment) {
    boolean isInteractive = isTerminal && !"dumb".equals(environment.get("TERM"));
    // https://no-color.org: present and not empty, whatever its value.
    boolean wantsNone = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(isInteractive, isInteractive && !wantsNone);
  }

  /** The JDK knows only of stdin and stdout together, and from 22 on not even that. */
  private static boolean leadsToTerminal() {
    try {
      return DEVICE.matcher(Files.readSymbolicLink(STDERR).toString()).matches();
    } catch (IOException | UnsupportedOperationException e) {
      // A system without /proc goes without colour.
      return false;
    }
  }
}
