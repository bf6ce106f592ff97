package ai.hokusai.health.classify;

/**
 * The classes and lines of code of an exception, for the log of a developer. It never contains the
 * message of an exception, which may hold a secret. Immutable; any thread may read it.
 */
public final class Trace {
  private static final int DEEPEST = 8;

  private final Throwable thrown;

  private Trace(Throwable thrown) {
    this.thrown = thrown;
  }

  /** The trace of an exception. */
  public static Trace of(Throwable thrown) {
    return new Trace(thrown);
  }

  /** The exception. */
  public String exceptionType() {
    return thrown.getClass().getName();
  }

  /**
   * The whole trace: the class and the lines of code, then those of up to eight causes.
   *
   * @return lines that each end with a line feed
   */
  public String text() {
    var text = new StringBuilder(1024);
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      text.append(depth == 0 ? "" : "caused by ")
          .append(each.getClass().getName())
          .append('\n');
      for (StackTraceElement element : each.getStackTrace()) {
        text.append("  at ").append(element).append('\n');
      }
      each = each.getCause();
    }
    return text.toString();
  }

  /** The name of the class that was thrown. */
  @Override
  public String toString() {
    return exceptionType();
  }
}
