package ai.hokusai.health.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports a fault that is known where it is thrown, such as one in a well-formed reply or in a
 * private key.
 */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Fault fault;

  /** An exception with the message of a fault. */
  public FaultException(Fault fault) {
    super(fault.message());
    this.fault = fault;
  }

  /** An exception with the message of a fault and the exception that shows it. */
  public FaultException(Fault fault, Exception shown) {
    super(fault.message(), shown);
    this.fault = fault;
  }

  /** The fault. */
  public Fault fault() {
    return fault;
  }

  static @Nullable Fault match(List<Throwable> parts) {
    return parts.stream()
        .filter(FaultException.class::isInstance)
        .map(each -> ((FaultException) each).fault)
        .findFirst()
        .orElse(null);
  }
}
