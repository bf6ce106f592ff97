package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.ConfigCode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises text that a deployment should have replaced by a value: a placeholder, a mask, a
 * reference to a secret, or a word that a template writes for no value.
 */
public final class Unresolved {
  private static final Set<String> NULL_LITERALS = Set.of(
      "null",
      "none",
      "undefined",
      "nil",
      "nan",
      "<nil>",
      "<null>",
      "<none>",
      "(null)",
      "<no value>",
      "[object object]",
      "%!s(<nil>)");
  private static final int LONGEST_NULL = "[object object]".length();

  private static final String REFERENCE_SCHEMES =
      "(?:vault|ssm|secretsmanager|aws-?secretsmanager|aws-?parameterstore|awssm|asm|keyvault"
          + "|azurekeyvault|gcpsm|gcp-?secretmanager|doppler|secretref|resolve):[A-Za-z/]"
          + "|(?:op|sm|bws?|kms|secret|ref\\+[a-z0-9]+)://|file:/";
  private static final Pattern REFERENCE = Pattern.compile("arn:aws[a-z-]*+:"
      + "|\\{\\s*+[\"}]"
      + "|@Microsoft\\.(?:KeyVault|AppConfiguration)\\("
      + "|" + REFERENCE_SCHEMES
      + "|projects/[^/]++/secrets/"
      + "|ENC[(\\[]"
      + "|!(?:vault|secret)\\b"
      + "|\\$ANSIBLE_VAULT;");

  /** In a secret, only text that neither a generator nor a person would choose. */
  private static final Pattern SECRET_PLACEHOLDER = Pattern.compile("\\$\\{.*\\}"
      + "|\\$\\(.*\\)"
      + "|\\{\\{.*\\}\\}"
      + "|#\\{.*\\}#?"
      + "|\\(\\(.*\\)\\)"
      + "|\\$\\$?(?:[A-Z]{3,}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)"
      + "|%[A-Z][A-Z0-9_]{2,}%"
      + "|__[A-Z][A-Z0-9_]*__"
      + "|@@?[A-Z][A-Z0-9_]*@@?"
      + "|<[a-z]+(?:[ _.-][a-z]+)*>|<[A-Z]+(?:[ _.-][A-Z]+)*>"
      + "|YOUR[_-][A-Z_-]+|your_[a-z_]+"
      + "|(?:CHANGE|REPLACE|INSERT)_[A-Z_]+"
      + "|(?:[A-Z]+_)+(?:PASSWORD|PASS|SECRET|TOKEN)(?:_HERE)?");

  private static final Pattern MASK = Pattern.compile("\\*{3,}|[xX]{4,}|\u2022{3,}"
      + "|(?i:redacted|[<\\[(](?:redacted|masked|filtered|hidden|sensitive|secret)"
      + "(?: value)?[>\\])])");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$?[A-Za-z_][A-Za-z0-9_.]*"
      + "|%[A-Za-z_][A-Za-z0-9_]+%"
      + "|__[A-Za-z][A-Za-z0-9_.-]*__"
      + "|@@?[A-Za-z_][A-Za-z0-9_.-]*@@?"
      + "|<[^<>:/]+>"
      + "|\\[\\[.*\\]\\]"
      + "|\\(\\(.*\\)\\)"
      + "|YOUR[_-].*"
      + "|!(?:Ref|Sub|GetAtt|ImportValue|Join)\\b.*");

  /** Placeholders in a host, also inside it, such as {@code redis-$ENV.example.com}. */
  private static final Pattern IN_HOST = Pattern.compile("\\$[A-Za-z_]"
      + "|%[A-Za-z_][A-Za-z0-9_]+%"
      + "|__[A-Za-z][A-Za-z0-9_]*__"
      + "|<[^<>]+>"
      + "|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?:\\.|$)");

  private static final Pattern UNDEFINED_LABEL = Pattern.compile("(?:^|\\.)undefined(?:\\.|$)");

  private Unresolved() {}

  /**
   * Recognises a value or a part of one that is unresolved as a whole.
   *
   * @param text the value or part
   * @param secret whether it is a secret, in which almost any text may be meant
   * @return the code to report, null where the text may be meant
   */
  public static @Nullable ConfigCode of(String text, boolean secret) {
    if (isNullLiteral(text)) {
      return ConfigCode.NULL_LITERAL;
    }
    if (REFERENCE.matcher(text).lookingAt()) {
      return ConfigCode.SECRET_REFERENCE_NOT_RESOLVED;
    }
    boolean placeholder = SECRET_PLACEHOLDER.matcher(text).matches()
        || MASK.matcher(text).matches()
        || (!secret && PLACEHOLDER.matcher(text).matches());
    return placeholder ? ConfigCode.UNEXPANDED_PLACEHOLDER : null;
  }

  /**
   * Recognises a host that is unresolved, as a whole or in one label.
   *
   * @return the code to report, null where the text may be meant
   */
  public static @Nullable ConfigCode ofHost(String host) {
    String text = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    ConfigCode whole = of(text, false);
    if (whole != null) {
      return whole;
    }
    if (text.startsWith("/")) {
      return ofPath(text);
    }
    if (UNDEFINED_LABEL.matcher(text).find()) {
      return ConfigCode.NULL_LITERAL;
    }
    return IN_HOST.matcher(text).find() ? ConfigCode.UNEXPANDED_PLACEHOLDER : null;
  }

  /** Distinguishes the path of a socket from the name of a parameter or the file of a secret. */
  public static ConfigCode ofPath(String path) {
    boolean ofSecret = path.contains("secret");
    boolean inRuntime = path.startsWith("/run/")
        || path.startsWith("/var/run/")
        || path.startsWith("/var/lib/")
        || path.startsWith("/tmp/");
    boolean socket = path.contains(".sock") || (inRuntime && !ofSecret);
    return socket ? ConfigCode.UNIX_SOCKET_UNSUPPORTED : ConfigCode.SECRET_REFERENCE_NOT_RESOLVED;
  }

  private static boolean isNullLiteral(String text) {
    return text.length() <= LONGEST_NULL && NULL_LITERALS.contains(text.toLowerCase(Locale.ROOT));
  }
}
