package ai.hokusai.health.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names the fault behind an exception of Jedis or the JDK. A function, which any thread may call: it
 * reads types first, then the error code of a reply, and a text only where no type exists.
 */
public final class FaultClassifier {
  // What was recognised before is surest. What the server says is surer than what TLS says, and
  // that is surer than what the socket says.
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
   * @param failure what was thrown; its causes and suppressed exceptions are looked at too
   * @return the fault, {@link Fault#INTERNAL_ERROR} for a failure that is not known
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
   * Names the fault behind a failure, and what exactly was refused where an answer says it.
   *
   * @param failure what was thrown; its causes and suppressed exceptions are looked at too
   * @return a cause whose {@link Fault#of fault} is that of {@link #classify}
   */
  public static Cause describe(Throwable failure) {
    Fault fault = classify(failure);
    return fault == Fault.NO_PERMISSION ? ReplyRules.refusal(FailureParts.of(failure)) : fault;
  }
}
