package ai.hokusai.health.classify;

import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/** Error replies that reject one command for what it says, and show that the server works. */
public final class CommandErrors {
  private static final Pattern OF_ONE_COMMAND =
      Pattern.compile("(?:WRONGTYPE|NOSCRIPT|NOGROUP|BUSYGROUP|BUSYKEY|CROSSSLOT|ERR) ");
  // A server or a proxy that does not know a command refuses it to each request.
  private static final Pattern UNKNOWN_COMMAND =
      Pattern.compile("ERR (?:unknown command|unknown subcommand|Unknown Redis command)");

  private CommandErrors() {}

  /**
   * Whether a failure is an error of the caller's command.
   *
   * @param failure what was thrown
   * @return true for a wrong type, wrong arguments and the like; false where each command would fail
   */
  public static boolean contain(Throwable failure) {
    return FaultClassifier.classify(failure) == Fault.UNEXPECTED_REPLY
        && FailureParts.of(failure).stream()
            .filter(JedisDataException.class::isInstance)
            .map(FailureParts::text)
            .anyMatch(text -> OF_ONE_COMMAND.matcher(text).lookingAt()
                && !UNKNOWN_COMMAND.matcher(text).lookingAt());
  }
}
