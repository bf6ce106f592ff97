package ai.hokusai.health.classify;

import ai.hokusai.config.diagnostic.Naming;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports a fault that is known where it is thrown, such as one in a well-formed reply or in a
 * private key.
 */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // each cause is an enum or a record of text
  private final Cause described;

  /** An exception with the message of a fault. */
  public FaultException(Fault fault) {
    this(fault, null);
  }

  /** An exception with the message of a fault and the exception that shows it. */
  public FaultException(Fault fault, @Nullable Exception shown) {
    this((Cause) fault, shown);
  }

  /** An exception with the message of a fault that names specifics. */
  public FaultException(Cause described) {
    this(described, null);
  }

  private FaultException(Cause described, @Nullable Throwable shown) {
    super(described.message(), shown);
    this.described = described;
  }

  /** The fault. */
  public Fault fault() {
    return Objects.requireNonNull(Fault.of(described));
  }

  /** The fault with the message and the remedy to show. */
  public Cause described() {
    return described;
  }

  /** The same exception, in whose message and remedy the variables have the names that are read. */
  public FaultException named(Naming naming) {
    return new FaultException(described.named(naming), getCause());
  }

  /** The fault with the words of the exception that reports it, if there is one. */
  static Cause described(Fault fault, List<Throwable> parts) {
    return parts.stream()
        .filter(FaultException.class::isInstance)
        .map(each -> ((FaultException) each).described())
        .filter(each -> Fault.of(each) == fault)
        .findFirst()
        .orElse(fault);
  }

  static @Nullable Fault match(List<Throwable> parts) {
    return parts.stream()
        .filter(FaultException.class::isInstance)
        .map(each -> ((FaultException) each).fault())
        .findFirst()
        .orElse(null);
  }
}
