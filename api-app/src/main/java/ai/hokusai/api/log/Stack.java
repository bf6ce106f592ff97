package ai.hokusai.api.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * A stack trace as text: classes and lines of code, never the message of an exception, which may hold
 * anything.
 */
final class Stack {
  private static final int DEEPEST = 8;

  private Stack() {}

  static String of(IThrowableProxy thrown) {
    var text = new StringBuilder(1024);
    IThrowableProxy each = thrown;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      text.append(depth == 0 ? "" : "caused by ").append(each.getClassName()).append('\n');
      append(text, each);
      each = each.getCause();
    }
    return text.toString();
  }

  private static void append(StringBuilder text, IThrowableProxy thrown) {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    for (int i = 0; i < frames.length - thrown.getCommonFrames(); i++) {
      text.append("  ").append(frames[i].getSTEAsString()).append('\n');
    }
  }
}
