package ai.hokusai.api.document;

import ai.hokusai.config.setting.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values behind references: the output of the {@code aws} commands for Parameter Store and
 * Secrets Manager, and single parameters. Used by one thread.
 */
final class Values {
  private static final String SHAPE = "the file of --values is not output of aws ssm get-parameter,"
      + " get-parameters or get-parameters-by-path, or of aws secretsmanager get-secret-value or"
      + " batch-get-secret-value";
  // The beginning of what KMS encrypts: get-parameters without --with-decryption.
  private static final Pattern ENCRYPTED = Pattern.compile("AQICA[A-Za-z0-9+/=]{80,}");
  private static final Pattern SIX_CHARACTERS = Pattern.compile("-[A-Za-z0-9]{6}");

  private final List<Value> values = new ArrayList<>();
  private final Set<String> missing = new HashSet<>();
  private final Map<String, String> given;

  /**
   * A parameter, or a version of a secret.
   *
   * @param type the type of a parameter, empty for a secret
   * @param text the value, null for one that is encrypted or not text
   * @param versions stages and id of the version of a secret
   */
  private record Value(
      String name, String arn, String type, @Nullable Secret text, List<String> versions) {}

  /**
   * The result of looking up a reference.
   *
   * @param problem the problem, null for none
   * @param value the value, null for one that is not known
   * @param type the type of a parameter, empty for a secret
   * @param region the region of the value, empty where it is not known
   */
  record Found(@Nullable DocumentCode problem, @Nullable Secret value, String type, String region) {

    static final Found NOTHING = new Found(null, null, "", "");

    static Found of(DocumentCode problem) {
      return new Found(problem, null, "", "");
    }
  }

  private static @Nullable Secret secret(String text) {
    return text.isEmpty() ? null : Secret.of(text);
  }

  /**
   * Creates values.
   *
   * @param given single parameters by name or ARN
   */
  Values(Map<String, String> given) {
    this.given = Map.copyOf(given);
  }

  /** Adds the values of a document. */
  void add(Node root) {
    Node parameters = root.get("parameters");
    Node parameter = root.get("parameter");
    Node secrets = root.get("secretValues");
    if (parameters != null && parameters.is(Node.Kind.ARRAY)) {
      parameters.elements().forEach(this::addParameter);
    } else if (parameter != null) {
      addParameter(parameter);
    } else if (secrets != null) {
      secrets.elements().forEach(this::addSecret);
    } else if (root.get("secretString") != null || root.get("secretBinary") != null) {
      addSecret(root);
    } else if (root.get("invalidParameters") == null && root.get("errors") == null) {
      throw new UnusableDocumentException(SHAPE);
    }
    root.each("invalidParameters").map(Node::text).forEach(missing::add);
    root.each("errors").map(each -> each.literal("secretId")).forEach(missing::add);
  }

  private void addParameter(Node node) {
    String text = node.literal("value");
    boolean isEncrypted =
        node.literal("type").equals("SecureString") && ENCRYPTED.matcher(text).matches();
    add(new Value(
        node.literal("name"),
        node.literal("ARN"),
        node.literal("type"),
        isEncrypted ? null : secret(text),
        List.of()));
  }

  private void addSecret(Node node) {
    Node text = node.get("secretString");
    List<String> versions = new ArrayList<>();
    node.each("versionStages").map(Node::text).forEach(versions::add);
    versions.add(node.literal("versionId"));
    add(new Value(
        node.literal("name"),
        node.literal("ARN"),
        "",
        text == null ? null : secret(text.text()),
        List.copyOf(versions)));
  }

  private void add(Value value) {
    for (Value other : values) {
      boolean isSame = other.name.equals(value.name)
          && other.arn.equals(value.arn)
          && other.versions.equals(value.versions);
      if (isSame && !other.equals(value)) {
        throw new UnusableDocumentException("the files of --values have two values for one name");
      }
    }
    values.add(value);
  }

  /** Looks up a reference. */
  Found find(Reference reference) {
    String typed = given.get(reference.text());
    if (typed == null && reference.service() == Reference.Service.SSM) {
      typed = given.get(reference.name());
    }
    if (typed != null) {
      return new Found(null, secret(typed), "String", reference.region());
    }
    return switch (reference.service()) {
      case SSM -> parameter(reference);
      case SECRETS_MANAGER -> secret(reference);
      case UNKNOWN -> Found.NOTHING;
    };
  }

  private Found parameter(Reference reference) {
    Predicate<Value> isMeant = each ->
        reference.arn().isEmpty() ? each.name.equals(reference.name()) : reference.isArn(each.arn);
    for (Value each : values) {
      if (!each.type.isEmpty() && isMeant.test(each)) {
        return new Found(null, each.text, each.type, regionOf(each.arn));
      }
    }
    if (isMissing(reference)) {
      return Found.of(DocumentCode.VALUE_NOT_FOUND);
    }
    boolean isSecret =
        values.stream().anyMatch(each -> each.type.isEmpty() && each.name.equals(reference.text()));
    return isSecret ? Found.of(DocumentCode.SECRET_NEEDS_ARN) : Found.NOTHING;
  }

  private boolean isMissing(Reference reference) {
    return missing.contains(reference.text())
        || missing.contains(reference.name())
        || (!reference.arn().isEmpty() && missing.contains(reference.arn()));
  }

  private Found secret(Reference reference) {
    for (Value each : values) {
      if (each.type.isEmpty() && isSecret(reference, each) && hasVersion(reference, each)) {
        return keyOf(each, reference.key());
      }
    }
    return isMissing(reference) ? Found.of(DocumentCode.VALUE_NOT_FOUND) : Found.NOTHING;
  }

  /** The id of an ARN may lack the hyphen and six characters that Secrets Manager adds to the name. */
  private static boolean isSecret(Reference reference, Value value) {
    int end = value.arn.length() - "-AbCdEf".length();
    return reference.isArn(value.arn)
        || (end > 0
            && SIX_CHARACTERS.matcher(value.arn.substring(end)).matches()
            && reference.isArn(value.arn.substring(0, end)));
  }

  private static boolean hasVersion(Reference reference, Value value) {
    String stage = reference.selector().get(1);
    String version = reference.selector().get(2);
    boolean isStage = stage.isEmpty() || value.versions.contains(stage);
    boolean isVersion = version.isEmpty() || value.versions.contains(version);
    boolean isCurrent = !stage.isEmpty()
        || !version.isEmpty()
        || value.versions.size() == 1
        || value.versions.contains("AWSCURRENT");
    return isStage && isVersion && isCurrent;
  }

  private static Found keyOf(Value secret, String key) {
    String region = regionOf(secret.arn);
    if (key.isEmpty() || secret.text == null || !Intrinsics.isKnown(key)) {
      return new Found(null, key.isEmpty() ? secret.text : null, "", region);
    }
    @Nullable Node value = secret.text.<Map<String, Node>>reveal(Values::fields).get(key);
    if (value == null) {
      return Found.of(DocumentCode.SECRET_KEY_MISSING);
    }
    boolean isText =
        value.is(Node.Kind.TEXT) || value.is(Node.Kind.NUMBER) || value.is(Node.Kind.FLAG);
    return new Found(null, isText ? secret(value.text()) : null, "", region);
  }

  private static Map<String, Node> fields(String json) {
    try {
      return JsonDocument.parse(new Source("", "", json, null)).fields();
    } catch (UnusableDocumentException e) {
      return new HashMap<>();
    }
  }

  private static String regionOf(String arn) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 ? parts[3] : "";
  }
}
