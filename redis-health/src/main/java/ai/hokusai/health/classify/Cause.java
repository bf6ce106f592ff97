package ai.hokusai.health.classify;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.Naming;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a status other than healthy, or a warning. For Redis it is a {@link Fault}; a
 * service names its own with {@link #of}. Immutable, and equal where everything in it is.
 */
public sealed interface Cause extends Issue permits CustomCause, DetailedFault, Fault {

  /** The class that decides policy once the dependency has been up. */
  FaultClass faultClass();

  /**
   * The class that decides policy before the first success. Where it is {@link FaultClass#CONFIG},
   * waiting does not help, and the first failure decides.
   */
  default FaultClass faultClassWhileStarting() {
    return faultClass();
  }

  /**
   * The same cause, in whose message and remedy the variables have the names that are read.
   *
   * @param naming the names of the variables of this Redis
   */
  default Cause named(Naming naming) {
    Fault fault = Fault.of(this);
    String message = naming.in(message());
    String remedy = naming.in(remedy());
    boolean isSame = message.equals(message()) && remedy.equals(remedy());
    return isSame || fault == null ? this : fault.with(message, remedy);
  }

  /**
   * Returns true if {@link #docs()} is the address of a section on this code, false for a code of the
   * service's own.
   */
  default boolean isDocumented() {
    return Fault.of(this) != null
        || Arrays.stream(ConfigCode.values()).anyMatch(each -> each.name().equals(code()));
  }

  /** Returns true if two causes have the same code, whatever their words, or are both null. */
  static boolean haveSameCode(@Nullable Cause one, @Nullable Cause other) {
    return (one == null || other == null) ? one == other : one.code().equals(other.code());
  }

  /**
   * A cause of a dependency of the service. Operators see all of it, so it must hold no secret and
   * no text from outside, such as the message of an exception.
   *
   * @param code capital letters, digits and underscores, such as {@code SEARCH_UNREACHABLE}
   * @throws IllegalArgumentException where the code or a line is not as described
   */
  static Cause of(String code, FaultClass faultClass, String message, String remedy) {
    return new CustomCause(code, faultClass, message, remedy);
  }
}
