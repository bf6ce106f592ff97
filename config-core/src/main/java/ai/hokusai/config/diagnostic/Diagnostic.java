package ai.hokusai.config.diagnostic;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A problem of the configuration: its code, its place and its remedy. It consists of names and
 * words of this library and shows no part of a value. Immutable.
 */
public final class Diagnostic implements Issue {
  private final ConfigCode type;
  private final Severity severity;
  private final Origin origin;
  private final String detail;
  private final @Nullable RedactedValue redactedValue;
  private final Naming naming;

  private Diagnostic(
      ConfigCode type,
      Severity severity,
      Origin origin,
      String detail,
      @Nullable RedactedValue redactedValue,
      Naming naming) {
    this.type = requireNonNull(type, "type");
    this.severity = requireNonNull(severity, "severity");
    this.origin = requireNonNull(origin, "origin");
    this.detail = requireNonNull(detail, "detail");
    this.redactedValue = redactedValue;
    this.naming = requireNonNull(naming, "naming");
  }

  /** A diagnostic with the severity of its type. */
  public static Diagnostic of(ConfigCode type, Origin origin) {
    return new Diagnostic(type, type.severity(), origin, "", null, Naming.PLAIN);
  }

  /** Replaces the severity. */
  public Diagnostic withSeverity(Severity other) {
    return new Diagnostic(type, other, origin, detail, redactedValue, naming);
  }

  /** Replaces the detail: a name, a range or a reason in words of this library. */
  public Diagnostic withDetail(String words) {
    return new Diagnostic(type, severity, origin, words, redactedValue, naming);
  }

  /** Replaces the redacted value with its faulty part marked. */
  public Diagnostic withRedactedValue(RedactedValue value) {
    return new Diagnostic(type, severity, origin, detail, value, naming);
  }

  /** Replaces the names of the variables that message, remedy and detail refer to. */
  public Diagnostic withNaming(Naming names) {
    return new Diagnostic(type, severity, origin, detail, redactedValue, names);
  }

  /** The type of the problem. */
  public ConfigCode type() {
    return type;
  }

  @Override
  public String code() {
    return type.code();
  }

  /** The severity: that of the type, or error where warnings are errors. */
  public Severity severity() {
    return severity;
  }

  /** The place of the problem: a variable or a file, and the part of its value. */
  public Origin origin() {
    return origin;
  }

  /**
   * The fact beside the origin that message and remedy name, such as a second place; empty for
   * none.
   */
  public String detail() {
    return naming.in(detail);
  }

  /** The redacted value with its faulty part marked, null where no part is marked. */
  public @Nullable RedactedValue redactedValue() {
    return redactedValue;
  }

  @Override
  public String message() {
    return fill(type.message());
  }

  @Override
  public String remedy() {
    return fill(type.remedy());
  }

  private String fill(String template) {
    return ConfigCode.PLACEHOLDER
        .matcher(naming.in(template))
        .replaceAll(found -> Matcher.quoteReplacement(
            switch (found.group(1)) {
              case "origin" -> origin.phrase();
              case "variable" -> origin.variable();
              default -> detail();
            }));
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(type, severity, origin, detail, redactedValue, naming);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Diagnostic diagnostic && values().equals(diagnostic.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
