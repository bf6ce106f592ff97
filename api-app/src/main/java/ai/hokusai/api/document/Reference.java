package ai.hokusai.api.document;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reference in {@code valueFrom}. The grammar is that of the agent of ECS:
 * https://github.com/aws/amazon-ecs-agent/blob/master/agent/taskresource/asmsecret/asmsecret.go
 *
 * @param text the reference, with {@link Intrinsics#HOLE} for unknown pieces
 * @param service the service
 * @param arn the ARN without key, stage and version; empty for a bare name
 * @param name the name of a parameter, or the id of a secret with its six characters if it has them
 * @param selector key, stage and version of a secret, each empty for none
 */
record Reference(String text, Service service, String arn, String name, List<String> selector) {

  enum Service {
    SSM,
    SECRETS_MANAGER,
    /** An intrinsic decides. */
    UNKNOWN
  }

  private static final String HOLE = String.valueOf(Intrinsics.HOLE);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$[{(]|\\{\\{|<[^<>]*>"
      + "|__[A-Za-z0-9_]+__|%[A-Z_]+%|@@?[A-Z_]+@@?"
      + "|^arn:[^:]*:[^:]*:[A-Z][A-Z_-]*:|^arn:[^:]*:[^:]*:[^:]*:[A-Z][A-Z_-]*:"
      + "|^(?:[A-Z]+_)*ARN$");
  private static final Pattern ARN = Pattern.compile("arn:[a-z-" + HOLE + "]+:(ssm|secretsmanager):"
      + "[a-z0-9-" + HOLE + "]+:(?:\\d{12}|" + HOLE + "):(parameter(?:/|(?="
      + HOLE + "))|secret:)(.+)");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.:/" + HOLE + "-]+");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9/_+=.@!" + HOLE + "-]+");
  // A path; a bare word could be a secret that was typed in the wrong place.
  private static final Pattern PRINTABLE = Pattern.compile("/[A-Za-z0-9_./-]+");

  /** Copies the list. */
  Reference {
    selector = List.copyOf(selector);
  }

  static boolean isPlaceholder(String text) {
    return PLACEHOLDER.matcher(text).find();
  }

  /** Parses a reference; empty for one that ECS cannot resolve. */
  static Optional<Reference> parse(String text) {
    if (text.startsWith(HOLE)) {
      long colons = text.chars().filter(each -> each == ':').count();
      return colons == 1 || colons == 2
          ? Optional.empty()
          : Optional.of(new Reference(text, Service.UNKNOWN, "", "", List.of()));
    }
    if (!text.startsWith("arn:")) {
      boolean isName =
          PARAMETER.matcher(text).matches() && text.indexOf(':') == text.lastIndexOf(':');
      return isName
          ? Optional.of(new Reference(text, Service.SSM, "", text, List.of()))
          : Optional.empty();
    }
    var arn = ARN.matcher(text);
    if (!arn.matches() || arn.group(1).equals("ssm") != arn.group(2).startsWith("parameter")) {
      return Optional.empty();
    }
    String rest = arn.group(3);
    return arn.group(1).equals("ssm")
        ? parameter(text, rest)
        : secret(text, text.substring(0, arn.start(3)), rest.split(":", -1));
  }

  private static Optional<Reference> parameter(String arn, String name) {
    return PARAMETER.matcher(name).matches()
        ? Optional.of(new Reference(arn, Service.SSM, arn, "/" + name, List.of()))
        : Optional.empty();
  }

  private static Optional<Reference> secret(String text, String prefix, String[] parts) {
    boolean isComplete = parts.length == 1 || parts.length == 4;
    if (!isComplete || !SECRET.matcher(parts[0]).matches()) {
      return Optional.empty();
    }
    List<String> selector =
        parts.length == 1 ? List.of("", "", "") : List.of(parts[1], parts[2], parts[3]);
    return Optional.of(
        new Reference(text, Service.SECRETS_MANAGER, prefix + parts[0], parts[0], selector));
  }

  /** The key of a JSON secret, empty for the whole secret. */
  String key() {
    return selector.isEmpty() ? "" : selector.get(0);
  }

  /** The region; empty for a bare name, and where it is not known. */
  String region() {
    String region = arn.isEmpty() ? "" : arn.split(":", -1)[3];
    return Intrinsics.isKnown(region) ? region : "";
  }

  /**
   * The name that the commands of AWS take; null where it is not known, and where it could be a
   * secret.
   */
  @Nullable
  String printable() {
    if (!arn.isEmpty() && Intrinsics.isKnown(arn)) {
      return arn;
    }
    boolean isPath = PRINTABLE.matcher(name).matches();
    return isPath || (!arn.isEmpty() && Intrinsics.isKnown(name)) ? name : null;
  }

  /** Returns true for the ARN of this reference; unknown pieces match any field. */
  boolean isArn(String other) {
    String[] mine = arn.split(":", 7);
    String[] others = other.split(":", 7);
    boolean isSame = !arn.isEmpty() && mine.length == others.length;
    for (int i = 0; isSame && i < mine.length; i++) {
      isSame = mine[i].equals(HOLE) || mine[i].equals(others[i]);
    }
    return isSame;
  }
}
