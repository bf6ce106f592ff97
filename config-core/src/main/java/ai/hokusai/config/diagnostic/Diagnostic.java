package ai.hokusai.config.diagnostic;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * One problem of the input: its type, its place and its remedy. Made of names and words of this library,
 * never of a part of a value, so that every reader may see it. Immutable.
 */
public final class Diagnostic implements Issue {
  private final Code type;
  private final Severity severity;
  private final Origin origin;
  private final String detail;
  private final @Nullable Outline outline;

  private Diagnostic(
      Code type, Severity severity, Origin origin, String detail, @Nullable Outline outline) {
    this.type = requireNonNull(type, "type");
    this.severity = requireNonNull(severity, "severity");
    this.origin = requireNonNull(origin, "origin");
    this.detail = requireNonNull(detail, "detail");
    this.outline = outline;
  }

  /** A diagnostic with the severity of its type. */
  public static Diagnostic of(Code type, Origin origin) {
    return new Diagnostic(type, type.severity(), origin, "", null);
  }

  /** Replaces the severity. */
  public Diagnostic withSeverity(Severity other) {
    return new Diagnostic(type, other, origin, detail, outline);
  }

  /** Replaces the detail: a name, a range or a reason in words of this library. */
  public Diagnostic withDetail(String words) {
    return new Diagnostic(type, severity, origin, words, outline);
  }

  /** Replaces the outline of the value, with the faulty part marked. */
  public Diagnostic withOutline(Outline shape) {
    return new Diagnostic(type, severity, origin, detail, shape);
  }

  /** The type of the problem. */
  public Code type() {
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

  /** The fact beside the origin that message and remedy name, such as a second place; empty for none. */
  public String detail() {
    return detail;
  }

  /** The outline of the value with the faulty part marked, null where no part is. */
  public @Nullable Outline outline() {
    return outline;
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
    return Code.PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(
            switch (found.group(1)) {
              case "origin" -> origin.phrase();
              case "variable" -> origin.variable();
              default -> detail;
            }));
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(type, severity, origin, detail, outline);
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
