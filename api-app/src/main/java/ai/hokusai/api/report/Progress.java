package ai.hokusai.api.report;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Shows the present step on one line of a terminal, which it overwrites. Used by one thread. */
public final class Progress implements Consumer<StepName>, AutoCloseable {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean isShown;
  private final long start = System.nanoTime();
  private boolean isWritten;

  /** Creates a display, which writes to an interactive terminal only. */
  public Progress(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.isShown = terminal.isInteractive();
  }

  @Override
  public void accept(StepName step) {
    if (isShown) {
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      out.print(ERASE_LINE + step.title() + " ... " + seconds + " s");
      out.flush();
      isWritten = true;
    }
  }

  /** Erases the line. */
  @Override
  public void close() {
    if (isWritten) {
      out.print(ERASE_LINE);
      out.flush();
    }
  }
}
