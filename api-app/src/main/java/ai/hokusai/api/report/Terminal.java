package ai.hokusai.api.report;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The capabilities of the terminal behind stdout or stderr.
 *
 * @param isInteractive whether the stream is a terminal that can overwrite a line
 * @param isColoured whether to print colours
 */
public record Terminal(boolean isInteractive, boolean isColoured) {
  private static final Path STREAMS = Path.of("/proc/self/fd");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

  /**
   * Detects the terminal of a stream.
   *
   * @param stream a terminal only if it is stdout or stderr of the process
   * @param environment the environment with {@code NO_COLOR}, {@code FORCE_COLOR} and {@code TERM}
   */
  public static Terminal of(OutputStream stream, Map<String, String> environment) {
    return of(isTerminal(stream), environment);
  }

  static Terminal of(boolean isTerminal, Map<String, String> environment) {
    boolean isInteractive = isTerminal && !"dumb".equals(environment.get("TERM"));
    // https://no-color.org and https://force-color.org: set and not empty.
    boolean isForced = !environment.getOrDefault("FORCE_COLOR", "").isEmpty();
    boolean isNoColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(isInteractive, isForced || (isInteractive && !isNoColor));
  }

  /** System.console() reports stdin and stdout together, and from JDK 22 on not even that. */
  private static boolean isTerminal(OutputStream stream) {
    try {
      String number;
      if (stream == System.err) {
        number = "2";
      } else if (stream instanceof FileOutputStream file && file.getFD() == FileDescriptor.out) {
        number = "1";
      } else {
        return false;
      }
      Path target = Files.readSymbolicLink(STREAMS.resolve(number));
      return DEVICE.matcher(target.toString()).matches();
    } catch (IOException | UnsupportedOperationException e) {
      // No colours on a system without /proc.
      return false;
    }
  }
}
