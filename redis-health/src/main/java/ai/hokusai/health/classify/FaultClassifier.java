package ai.hokusai.health.classify;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names the fault behind an exception of any Redis client. It compares types of the JDK and of Jedis
 * first, then the code of an error reply, and text only where no type exists. Any thread may call
 * it; it keeps no part of a message.
 *
 * <p>The class names of other clients, such as Lettuce, contain {@code redis}, and those of Netty
 * begin with {@code io.netty}. In their exceptions an error reply is recognized by its first word,
 * and a class whose name ends in {@code TimeoutException} is a time-out. In any other exception,
 * except those of the JDK, an error reply is recognized by its first word and, where that is a word
 * of English such as {@code BUSY}, by those that servers send with it.
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
   * Names the fault behind a failure, if it is one of Redis or of the way to it.
   *
   * @param failure an exception, searched with its causes and suppressed exceptions
   * @return the fault, empty for an exception of something else
   */
  public static Optional<Fault> find(Throwable failure) {
    List<Throwable> parts = FailureParts.of(failure);
    for (Rule rule : RULES) {
      Fault fault = rule.match(parts);
      if (fault != null) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /**
   * Names the fault behind a failure.
   *
   * @param failure an exception, searched with its causes and suppressed exceptions
   * @return the fault, {@link Fault#INTERNAL_ERROR} for an unknown failure
   */
  public static Fault classify(Throwable failure) {
    return find(failure).orElse(Fault.INTERNAL_ERROR);
  }

  /**
   * Names the fault behind an error reply.
   *
   * @param firstLine the reply as the server sends it, with or without the leading {@code -}, such
   *     as {@code READONLY You can't write against a read only replica.}
   * @return the fault, {@link Fault#UNEXPECTED_REPLY} for an error of one command or an unknown one
   */
  public static Fault ofReply(String firstLine) {
    return ReplyRules.fault(firstLine.startsWith("-") ? firstLine.substring(1) : firstLine);
  }

  /**
   * Names the fault behind a failure, with the specifics that are known: the rejected command or key
   * where the reply names it.
   *
   * @param failure an exception, searched with its causes and suppressed exceptions
   * @return a cause whose {@link Fault#of fault} is that of {@link #classify}
   */
  public static Cause describe(Throwable failure) {
    Fault fault = classify(failure);
    List<Throwable> parts = FailureParts.of(failure);
    return fault == Fault.NO_PERMISSION
        ? ReplyRules.refusal(parts)
        : FaultException.described(fault, parts);
  }
}
