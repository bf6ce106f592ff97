package ai.hokusai.api.format;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Documentation;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as every output shows it. Immutable; contains no part of a value.
 *
 * @param code the stable code
 * @param severity the severity
 * @param faultClass the class of the fault, null where no class applies
 * @param message what is wrong, one sentence in lower case without a full stop
 * @param remedy what to do, in the same form
 * @param docs the address of the section on the code, null for a code of the service's own checks
 * @param origin the variable, null for none
 * @param place the position in a document, null for none
 * @param text the finding as text for people, one line or more
 */
public record Finding(
    String code,
    Severity severity,
    @Nullable FaultClass faultClass,
    String message,
    String remedy,
    @Nullable String docs,
    @Nullable Origin origin,
    @Nullable Place place,
    String text)
    implements Json.Form {

  /** A diagnostic of the configuration. */
  public static Finding of(Diagnostic diagnostic) {
    String code = diagnostic.code();
    return new Finding(
        code,
        diagnostic.severity(),
        FaultClass.CONFIG,
        diagnostic.message(),
        diagnostic.remedy(),
        diagnostic.docs(),
        diagnostic.origin(),
        null,
        TextReport.render(List.of(diagnostic)));
  }

  /** A cause that makes a dependency unusable or degraded. */
  public static Finding of(Severity severity, Cause cause) {
    return of(
        severity,
        cause.code(),
        cause.faultClass(),
        cause.message(),
        cause.remedy(),
        cause.isDocumented() ? cause.docs() : null);
  }

  /**
   * A problem of the service's own checks.
   *
   * @param detail names or figures for the end of the message, empty for none
   */
  public static Finding of(Severity severity, Issue issue, String detail) {
    String message = detail.isEmpty() ? issue.message() : issue.message() + " (" + detail + ")";
    return of(severity, issue.code(), null, message, issue.remedy());
  }

  /** A problem with a documented code. */
  public static Finding of(
      Severity severity,
      String code,
      @Nullable FaultClass faultClass,
      String message,
      String remedy) {
    return of(severity, code, faultClass, message, remedy, Documentation.of(code));
  }

  private static Finding of(
      Severity severity,
      String code,
      @Nullable FaultClass faultClass,
      String message,
      String remedy,
      @Nullable String docs) {
    String text = "%s[%s]: %s\n  remedy: %s\n".formatted(severity.label(), code, message, remedy)
        + (docs == null ? "" : "  docs: " + docs + "\n");
    return new Finding(code, severity, faultClass, message, remedy, docs, null, null, text);
  }

  /** The same finding at a position in a document. */
  public Finding at(Place position) {
    int end = text.indexOf('\n') + 1;
    String located = text.substring(0, end) + "  --> " + position + "\n" + text.substring(end);
    return new Finding(
        code, severity, faultClass, message, remedy, docs, origin, position, located);
  }

  /** The same finding on a variable. */
  public Finding on(Origin variable) {
    return new Finding(code, severity, faultClass, message, remedy, docs, variable, place, text);
  }

  @Override
  public Fields json() {
    return new Fields().add("code", code).add("severity", severity.label()).addAll(words());
  }

  /** The fields that a status has in common with a finding. */
  public Fields words() {
    return new Fields()
        .addIfPresent("class", faultClass)
        .add("message", message)
        .add("remedy", remedy)
        .addIfPresent("docs", docs)
        .addIfPresent("origin", origin == null ? null : ShownSetting.origin(origin))
        .addIfPresent("place", place);
  }
}
