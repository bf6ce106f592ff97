package ai.hokusai.health.classify;

import java.util.regex.Pattern;

/**
 * Recognizes error replies that reject one command for its content, and show that the server works.
 */
public final class CommandErrors {
  private static final Pattern OF_ONE_COMMAND =
      Pattern.compile("(?:WRONGTYPE|NOSCRIPT|NOGROUP|BUSYGROUP|BUSYKEY|CROSSSLOT|ERR) ");
  // A server or proxy without a command rejects it in each request.
  // The second form is that of a command in a script; the name of the product is in it, or nothing.
  private static final Pattern UNKNOWN_COMMAND = Pattern.compile(
      "ERR (?:unknown (?:sub)?command|Unknown (?:[A-Z][a-z]+ )?command called from)");

  private CommandErrors() {}

  /**
   * Returns true if a failure is an error of the caller's command.
   *
   * @return true for a wrong type, wrong arguments and the like; false where each command would
   *     fail
   */
  public static boolean contain(Throwable failure) {
    return FaultClassifier.classify(failure) == Fault.UNEXPECTED_REPLY
        && FailureParts.of(failure).stream()
            .filter(ReplyRules::carriesReply)
            .map(FailureParts::text)
            .map(ErrorReply::unwrap)
            .anyMatch(text -> OF_ONE_COMMAND.matcher(text).lookingAt()
                && !UNKNOWN_COMMAND.matcher(text).lookingAt());
  }
}
