package ai.hokusai.health.classify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The error of a command within the error reply of a script or of a transaction. */
final class ErrorReply {
  // From servers before 7.0: to a script that fails by a command, and to one that returns the error
  // of a command, as redis.pcall does.
  private static final Pattern OF_SCRIPT = Pattern.compile(
      "(?:ERR Error running script \\(call to f_[0-9a-f]+\\): @user_script:[0-9]+: )?"
          + "(?:@user_script: [0-9]+: )?");
  // From all servers, to a transaction that fails as a whole.
  private static final Pattern OF_TRANSACTION =
      Pattern.compile("EXECABORT Transaction discarded because of: ");
  private static final Pattern CODE = Pattern.compile("-?([A-Z]{2,}(?: .*)?)", Pattern.DOTALL);

  private ErrorReply() {}

  /**
   * The error of the command, as the server sends it outside of scripts and transactions.
   *
   * @param text an error reply without its first byte
   * @return a text that begins with a code; the same text where it is of no script or transaction
   */
  static String unwrap(String text) {
    String error = behind(OF_SCRIPT, behind(OF_TRANSACTION, text));
    if (error.length() == text.length()) {
      return text;
    }
    Matcher coded = CODE.matcher(error);
    return coded.matches() ? coded.group(1) : "ERR " + error;
  }

  private static String behind(Pattern prefix, String text) {
    Matcher found = prefix.matcher(text);
    return found.lookingAt() ? text.substring(found.end()) : text;
  }
}
