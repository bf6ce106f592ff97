package ai.hokusai.health.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names the fault behind an exception of Jedis or the JDK. It compares types first, then the code
 * of an error reply, and text only where no type exists. Any thread may call it.
 */
public final class FaultClassifier {
  // The most reliable first: a fault that was recognized before, a reply of the server,
  // TLS, the socket.
  private static final List<Rule> RULES =
      List.of(FaultException::match, ReplyRules::match, TlsRules::match, SocketRules::match);

  /** The faults of one layer. */
  @FunctionalInterface
  private interface Rule {
    /** The fault that these parts of a failure show, null where they show none of this layer. */
    @Nullable
    Fault match(List<Throwable> parts);
  }

  private FaultClassifier() {}

  /**
   * Names the fault behind a failure.
   *
   * @param failure an exception, searched with its causes and suppressed exceptions
   * @return the fault, {@link Fault#INTERNAL_ERROR} for an unknown failure
   */
  public static Fault classify(Throwable failure) {
    List<Throwable> parts = FailureParts.of(failure);
    for (Rule rule : RULES) {
      Fault fault = rule.match(parts);
      if (fault != null) {
        return fault;
      }
    }
    return Fault.INTERNAL_ERROR;
  }

  /**
   * Names the fault behind a failure, and the rejected command or key where the reply names it.
   *
   * @param failure an exception, searched with its causes and suppressed exceptions
   * @return a cause whose {@link Fault#of fault} is that of {@link #classify}
   */
  public static Cause describe(Throwable failure) {
    Fault fault = classify(failure);
    return fault == Fault.NO_PERMISSION ? ReplyRules.refusal(FailureParts.of(failure)) : fault;
  }
}
