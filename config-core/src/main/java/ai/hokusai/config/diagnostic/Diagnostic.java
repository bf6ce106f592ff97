package ai.hokusai.config.diagnostic;

import java.util.regex.Matcher;

/**
 * One thing to say of the input: what is wrong, where, and what to type instead. Every kind holds
 * facts that are made of names and words of this library, never a part of a value; so a diagnostic
 * can be shown to anybody. Immutable.
 */
public sealed interface Diagnostic {

  /**
   * The stable code, which is documented in {@code docs/diagnostics.md}.
   *
   * @return the code
   */
  Code code();

  /**
   * How much it matters: the code's own severity, or error where warnings were made errors.
   *
   * @return the severity
   */
  Severity severity();

  /**
   * Where the problem lies.
   *
   * @return a variable or a file, and the part of its value
   */
  Origin origin();

  /**
   * The same facts at another severity.
   *
   * @param other the severity to have
   * @return this diagnostic at that severity
   */
  Diagnostic withSeverity(Severity other);

  /**
   * The fact beside the origin that the text speaks of.
   *
   * @return a name or a word of this library, empty where the code needs none
   */
  String detail();

  /**
   * What is wrong.
   *
   * @return one sentence in lower case without a full stop
   */
  default String message() {
    return fill(code().message());
  }

  /**
   * What to type.
   *
   * @return one sentence in lower case without a full stop
   */
  default String help() {
    return fill(code().help());
  }

  private String fill(String template) {
    return Code.PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(
            switch (found.group(1)) {
              case "origin" -> origin().phrase();
              case "variable" -> origin().variable();
              default -> detail();
            }));
  }

  /**
   * A fault inside one value.
   *
   * @param code what is wrong
   * @param severity how much it matters
   * @param origin where it lies
   * @param outline the shape of the value with the fault marked
   */
  record Fault(Code code, Severity severity, Origin origin, Outline outline) implements Diagnostic {
    @Override
    public Diagnostic withSeverity(Severity other) {
      return new Fault(code, other, origin, outline);
    }

    @Override
    public String detail() {
      return "";
    }
  }

  /**
   * Two places that speak of the same thing.
   *
   * @param code how they relate
   * @param severity how much it matters
   * @param origin the place that gave way, or the first of two that conflict
   * @param other the place that prevailed, or the second
   */
  record Rivalry(Code code, Severity severity, Origin origin, Origin other) implements Diagnostic {
    @Override
    public Diagnostic withSeverity(Severity wanted) {
      return new Rivalry(code, wanted, origin, other);
    }

    @Override
    public String detail() {
      return other.phrase();
    }
  }

  /**
   * A remark that needs one more word, such as the name of the right variable.
   *
   * @param code what is wrong
   * @param severity how much it matters
   * @param origin where it lies
   * @param detail a name, a range or a reason in words of this library
   */
  record Remark(Code code, Severity severity, Origin origin, String detail) implements Diagnostic {
    @Override
    public Diagnostic withSeverity(Severity other) {
      return new Remark(code, other, origin, detail);
    }
  }
}
