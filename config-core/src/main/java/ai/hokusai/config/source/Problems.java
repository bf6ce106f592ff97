package ai.hokusai.config.source;

import static java.util.Objects.requireNonNull;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every diagnostic of one run. Used by one thread. */
public final class Problems {
  private final List<Diagnostic> found = new ArrayList<>();
  private final Naming naming;

  /** An empty collection of problems with variables under their documented names. */
  public Problems() {
    this(Naming.PLAIN);
  }

  /** An empty collection of problems with variables under other names. */
  public Problems(Naming naming) {
    this.naming = requireNonNull(naming, "naming");
  }

  /** The names of the variables. */
  public Naming naming() {
    return naming;
  }

  /** The place of a variable with a documented name. */
  public Origin variable(String name) {
    return Origin.variable(naming.name(name));
  }

  private Diagnostic diagnostic(ConfigCode code, Origin origin) {
    return Diagnostic.of(code, origin).withNaming(naming);
  }

  /** Adds every problem of another collection. */
  public void addAll(Problems other) {
    found.addAll(other.found);
  }

  /** Adds a problem of a whole variable or file. */
  public void add(ConfigCode code, Origin origin) {
    found.add(diagnostic(code, origin));
  }

  /**
   * Adds a problem with a detail.
   *
   * @param detail a name, a range or a reason in words of this library, never a part of a value
   */
  public void add(ConfigCode code, Origin origin, String detail) {
    found.add(diagnostic(code, origin).withDetail(detail));
  }

  /**
   * Adds a problem inside a value.
   *
   * @param value the redacted value with the faulty part marked
   */
  public void add(ConfigCode code, Origin origin, RedactedValue value) {
    found.add(diagnostic(code, origin).withRedactedValue(value));
  }

  /** Adds a problem of two places that set the same thing. */
  public void addConflict(ConfigCode code, Origin origin, Origin other) {
    found.add(diagnostic(code, origin).withDetail(other.phrase()));
  }

  /** Adds a problem of two places with a severity other than that of its code. */
  public void addConflict(ConfigCode code, Origin origin, Origin other, Severity severity) {
    found.add(diagnostic(code, origin).withDetail(other.phrase()).withSeverity(severity));
  }

  /**
   * All problems, the gravest first and otherwise in the order of the run, which is the same for
   * the same environment.
   *
   * @return an immutable list
   */
  public List<Diagnostic> toList(boolean strict) {
    if (strict) {
      found.replaceAll(Problems::strictly);
    }
    if (found.size() > 1) {
      found.sort(Comparator.comparing(Diagnostic::severity));
    }
    return List.copyOf(found);
  }

  private static Diagnostic strictly(Diagnostic diagnostic) {
    return diagnostic.severity() == Severity.WARNING
        ? diagnostic.withSeverity(Severity.ERROR)
        : diagnostic;
  }
}
