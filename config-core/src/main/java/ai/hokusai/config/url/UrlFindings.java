package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.source.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * The problems of one URL, kept until its shape is known. A code is reported once per part, so a
 * long value cannot make a long report.
 */
final class UrlFindings {
  private final List<Finding> found = new ArrayList<>();

  private record Finding(ConfigCode code, Part part, int occurrence, String detail) {}

  void add(ConfigCode code, Part part) {
    add(code, part, 0);
  }

  void add(ConfigCode code, Part part, int occurrence) {
    add(new Finding(code, part, occurrence, ""));
  }

  /** Adds a problem with a detail; it shows no redacted value. */
  void add(ConfigCode code, Part part, String detail) {
    add(new Finding(code, part, 0, detail));
  }

  private void add(Finding finding) {
    if (!found.contains(finding)) {
      found.add(finding);
    }
  }

  boolean contain(ConfigCode code) {
    return found.stream().anyMatch(finding -> finding.code == code);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void reportTo(Problems problems, Origin origin, RedactedValue.Builder shape) {
    for (Finding finding : found) {
      Origin place = origin.at(finding.part);
      if (finding.detail.isEmpty()) {
        RedactedValue outline = shape.mark(finding.part, finding.occurrence);
        problems.add(finding.code, place, outline);
      } else {
        problems.add(finding.code, place, finding.detail);
      }
    }
  }
}
