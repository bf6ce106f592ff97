package ai.hokusai.health.classify;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** Recognizes error replies of Redis, and replies of other servers. */
final class ReplyRules {
  private static final Map<String, Fault> BY_CODE = Map.ofEntries(
      entry("ASK", Fault.CLUSTER_MODE_MISMATCH),
      entry("BUSY", Fault.BUSY),
      entry("CLUSTERDOWN", Fault.CLUSTER_DOWN),
      entry("CROSSSLOT", Fault.CROSS_SLOT),
      entry("DENIED", Fault.PROTECTED_MODE),
      entry("LOADING", Fault.LOADING),
      entry("MASTERDOWN", Fault.MASTERDOWN),
      entry("MISCONF", Fault.PERSISTENCE_ERROR),
      entry("MOVED", Fault.CLUSTER_MODE_MISMATCH),
      entry("NOAUTH", Fault.AUTH_REQUIRED),
      entry("NOPERM", Fault.NO_PERMISSION),
      entry("NOREPLICAS", Fault.NOT_ENOUGH_REPLICAS),
      entry("OOM", Fault.OUT_OF_MEMORY),
      entry("READONLY", Fault.READONLY_REPLICA),
      // To a command that was blocked when its server became a replica.
      entry("UNBLOCKED", Fault.READONLY_REPLICA),
      entry("TRYAGAIN", Fault.RESHARDING),
      entry("WRONGPASS", Fault.AUTH_FAILED));

  // Errors without a code of their own, in the text of Redis 5 to 8 and Valkey 8.
  private static final Map<Pattern, Fault> BY_TEXT = Map.of(
      Pattern.compile("ERR max number of clients"), Fault.MAX_CLIENTS,
      Pattern.compile("ERR This instance has cluster support disabled"),
          Fault.STANDALONE_MODE_MISMATCH,
      // As some proxies forward the error of a cluster node.
      Pattern.compile("ERR (MOVED|ASK) "), Fault.CLUSTER_MODE_MISMATCH,
      Pattern.compile("ERR (AUTH .*without any password|invalid password|Client sent AUTH, but)"),
          Fault.AUTH_FAILED,
      Pattern.compile("ERR (DB index is out of range|invalid DB index|SELECT is not allowed in)"),
          Fault.DB_INDEX_INVALID,
      // The commands of a script have no codes for these in any version.
      Pattern.compile("ERR (The user executing the script can't (run|access|publish)"
              + "|ACL failure in script: )"),
          Fault.NO_PERMISSION,
      Pattern.compile("ERR (Lua s|S)cript attempted to (execute a (write )?command while the "
              + "cluster is down|access a slot not served)"),
          Fault.CLUSTER_DOWN);

  // An error reply in an exception of a client; its own messages are sentences.
  private static final Pattern REPLY = Pattern.compile("[A-Z]{3,} ");
  // The same in any other exception, which may begin with a word such as BUSY by itself.
  private static final Pattern SENT = Pattern.compile(
      "(?:CLUSTERDOWN|MASTERDOWN|MISCONF|NOAUTH|NOPERM|NOREPLICAS|WRONGPASS) |MOVED [0-9]+ "
          + "|(?:BUSY|DENIED|LOADING) [A-Z][a-z]+ is |OOM command |READONLY You "
          + "|UNBLOCKED force ");

  // The first byte of a TLS alert, which no reply of Redis and no text protocol starts with, as
  // Jedis and Lettuce show it.
  private static final Pattern TLS_ALERT =
      Pattern.compile("Unknown reply: \u0015|Invalid first byte: 21 ");
  private static final Pattern NO_RESP =
      Pattern.compile("Unknown reply: |Unexpected character!|Invalid first byte: ");

  // The text of Redis 6 to 8; the name of a command is from the server, not from the caller.
  private static final Pattern REFUSED_COMMAND =
      Pattern.compile("to run the '([A-Za-z0-9_.|-]{1,40})' command");
  private static final Pattern REFUSED_NAME = Pattern.compile(
      "(?:to access (?:a |one of the )|the script can't (?:access at least one of|publish to) the )"
          + "(key|channel)");
  // Servers before 7.2 do not name the command.
  private static final Pattern REFUSED_IN_SCRIPT =
      Pattern.compile("The user executing the script can't run");
  private static final Cause KEY_REFUSED = Fault.NO_PERMISSION.with(
      "the user lacks permission for a key of a command",
      "add a rule for the keys of this service, such as \"~orders:*\", to its user with ACL"
          + " SETUSER or in its user group");
  private static final Cause CHANNEL_REFUSED = Fault.NO_PERMISSION.with(
      "the user lacks permission for a channel of a command",
      "add a rule for the channels of this service, such as \"&orders:*\", to its user with ACL"
          + " SETUSER or in its user group");
  private static final Cause SCRIPT_REFUSED = Fault.NO_PERMISSION.with(
      "the user lacks permission for a command that a script calls",
      "add a rule for each command that the script calls, such as \"+set\", to the user of this"
          + " service with ACL SETUSER or in its user group");

  private ReplyRules() {}

  static @Nullable Fault match(List<Throwable> parts) {
    for (Throwable part : parts) {
      Fault fault = match(part);
      if (fault != null) {
        return fault;
      }
    }
    return parts.stream().anyMatch(ReplyRules::carriesReply) ? Fault.UNEXPECTED_REPLY : null;
  }

  private static @Nullable Fault match(Throwable part) {
    String text = FailureParts.text(part);
    // Of any kind: an error line that came before a failed write is a JedisConnectionException.
    if (FailureParts.isOfClient(part)) {
      return reply(text);
    }
    boolean isReply = !FailureParts.isOfJdk(part) && SENT.matcher(text).lookingAt();
    return isReply ? byCode(text) : null;
  }

  /** Returns true if the message of an exception is an error reply. */
  static boolean carriesReply(Throwable part) {
    String error = ErrorReply.unwrap(FailureParts.text(part));
    return part instanceof JedisDataException
        || (FailureParts.isOfClient(part) && REPLY.matcher(error).lookingAt());
  }

  /** The fault of an error reply without its first byte. */
  static Fault fault(String error) {
    return Objects.requireNonNullElse(reply(error), Fault.UNEXPECTED_REPLY);
  }

  /**
   * The command, key or channel that the user has no permission for, as far as the server names it.
   */
  static Cause refusal(List<Throwable> parts) {
    for (Throwable part : parts) {
      String text = FailureParts.text(part);
      Matcher command = REFUSED_COMMAND.matcher(text);
      if (command.find()) {
        return ofCommand(command.group(1).toLowerCase(Locale.ROOT));
      }
      Matcher name = REFUSED_NAME.matcher(text);
      if (name.find()) {
        return name.group(1).equals("key") ? KEY_REFUSED : CHANNEL_REFUSED;
      }
      if (REFUSED_IN_SCRIPT.matcher(text).find()) {
        return SCRIPT_REFUSED;
      }
    }
    return Fault.NO_PERMISSION;
  }

  private static Cause ofCommand(String command) {
    return Fault.NO_PERMISSION.with(
        "the user lacks permission for the command " + command,
        "add the rule \"+" + command
            + "\" to the user of this service with ACL SETUSER or in its user "
            + "group; the probe needs \"+ping +hello +select\", and for the write canary also "
            + "\"+set ~hokusai:canary:*\"");
  }

  private static @Nullable Fault reply(String text) {
    Fault byCode = byCode(text);
    if (byCode != null) {
      boolean isOfOneSlot = ErrorReply.unwrap(text).startsWith("CLUSTERDOWN Hash slot not served");
      return isOfOneSlot ? Fault.SLOTS_UNCOVERED : byCode;
    }
    if (TLS_ALERT.matcher(text).lookingAt()) {
      return Fault.TLS_REQUIRED_BY_SERVER;
    }
    if (NO_RESP.matcher(text).lookingAt()) {
      return Fault.NOT_REDIS;
    }
    String error = ErrorReply.unwrap(text);
    return BY_TEXT.entrySet().stream()
        .filter(each -> each.getKey().matcher(error).lookingAt())
        .map(Map.Entry::getValue)
        .findAny()
        .orElse(null);
  }

  private static @Nullable Fault byCode(String text) {
    String error = ErrorReply.unwrap(text);
    int end = error.indexOf(' ');
    return BY_CODE.get(end < 0 ? error : error.substring(0, end));
  }
}
