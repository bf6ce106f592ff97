package ai.hokusai.health.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault that was recognised where nobody else threw: in a reply that is in order as such. */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What was recognised. */
  private final Fault fault;

  /**
   * Says what was recognised.
   *
   * @param fault the fault
   */
  public FaultException(Fault fault) {
    super(fault.message());
    this.fault = fault;
  }

  static @Nullable Fault match(List<Throwable> parts) {
    return parts.stream()
        .filter(FaultException.class::isInstance)
        .map(each -> ((FaultException) each).fault)
        .findFirst()
        .orElse(null);
  }
}
