package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.Code;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Outline;
import ai.hokusai.config.diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every diagnostic of one run. Used by one thread. */
public final class Problems {
  private final List<Diagnostic> found = new ArrayList<>();

  /** Starts with none. */
  public Problems() {}

  /**
   * Records a fault inside a value.
   *
   * @param origin where it lies
   * @param outline the shape of the value with the fault marked
   */
  public void fault(Code code, Origin origin, Outline outline) {
    found.add(Diagnostic.of(code, origin).withOutline(outline));
  }

  /** Records that two places speak of the same thing. */
  public void conflict(Code code, Origin origin, Origin other) {
    found.add(Diagnostic.of(code, origin).withDetail(other.phrase()));
  }

  /**
   * Records a remark.
   *
   * @param origin where it lies
   * @param detail a name, range or reason in words of this library, never a value; may be empty
   */
  public void remark(Code code, Origin origin, String detail) {
    found.add(Diagnostic.of(code, origin).withDetail(detail));
  }

  /**
   * Everything recorded, the gravest first and otherwise in the order of the run, which is the same
   * for the same environment.
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
