package ai.hokusai.health.classify;

import org.jspecify.annotations.Nullable;

/**
 * Why a dependency cannot be used, or what is to be said of it: one stable code with what is wrong and
 * what to do about it. For Redis it is a {@link Fault}; a service makes its own with {@link #of}.
 * Immutable, and equal where everything in it is.
 */
public interface Cause {

  /**
   * The stable word for it, for programs: an alert or a document may refer to it.
   *
   * @return capital letters, digits and underscores
   */
  String code();

  /**
   * The kind of trouble once the dependency has been up.
   *
   * @return the class that decides policy
   */
  FaultClass faultClass();

  /**
   * The kind of trouble before the first success. Where it is {@link FaultClass#CONFIG}, waiting would
   * not help, and the first failure decides.
   *
   * @return the class that decides policy while starting
   */
  default FaultClass faultClassWhileStarting() {
    return faultClass();
  }

  /**
   * What is wrong.
   *
   * @return one sentence in lower case without a full stop
   */
  String message();

  /**
   * What to do about it.
   *
   * @return one sentence in lower case without a full stop
   */
  String remedy();

  /**
   * Compares the codes of two causes, which may have different words.
   *
   * @param one a cause, null for none
   * @param other another cause, null for none
   * @return true for the same code, and where both are null
   */
  static boolean haveSameCode(@Nullable Cause one, @Nullable Cause other) {
    return (one == null || other == null) ? one == other : one.code().equals(other.code());
  }

  /**
   * A cause of a service's own dependency. All of it is shown to operators as it is, so it holds
   * nothing secret, and no text from outside such as the message of an exception.
   *
   * @param code what alerts and documents call it, such as {@code SEARCH_UNREACHABLE}: capital letters,
   *     digits and underscores
   * @param faultClass what kind of trouble it is
   * @param message what is wrong, in one line
   * @param remedy what to do about it, in one line
   * @return the cause
   * @throws IllegalArgumentException where the code is not as described or a line is blank or is several
   */
  static Cause of(String code, FaultClass faultClass, String message, String remedy) {
    return new OwnCause(code, faultClass, message, remedy);
  }
}
