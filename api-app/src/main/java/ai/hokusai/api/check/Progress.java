package ai.hokusai.api.check;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** The step that is under way, on one line of a terminal that is written over. Used by one thread. */
public final class Progress implements Consumer<StepName>, AutoCloseable {
  private static final String BACK_AND_ERASE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean isShown;
  private final long start = System.nanoTime();
  private boolean isWritten;

  /** Nothing is written where nobody sees it as it is written. */
  public Progress(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.isShown = terminal.isInteractive();
  }

  @Override
  public void accept(StepName step) {
    if (isShown) {
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      out.print(BACK_AND_ERASE + step.title() + " ... " + seconds + " s");
      out.flush();
      isWritten = true;
    }
  }

  /** Leaves an empty line behind. */
  @Override
  public void close() {
    if (isWritten) {
      out.print(BACK_AND_ERASE);
      out.flush();
    }
  }
}
