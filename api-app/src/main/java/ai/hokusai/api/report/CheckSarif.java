package ai.hokusai.api.report;

import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.Json;
import ai.hokusai.api.format.Place;
import ai.hokusai.config.diagnostic.Documentation;
import ai.hokusai.config.diagnostic.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Renders the findings as a SARIF 2.1.0 log: a result for each finding, a rule for each code. */
final class CheckSarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private final CheckReport report;
  private final String artifact;
  private final List<Finding> findings;
  private final List<String> rules;

  private CheckSarif(CheckReport report, String artifact) {
    this.report = report;
    this.artifact = artifact;
    this.findings = report.leaves().flatMap(step -> step.findings().stream()).toList();
    this.rules = findings.stream().map(Finding::code).distinct().toList();
  }

  /** Renders a report whose results are located in an artifact, a path relative to the repository. */
  static String render(CheckReport report, String artifact) {
    return Json.text(new CheckSarif(report, artifact).log());
  }

  private Fields log() {
    var invocation = new Fields()
        .add("executionSuccessful", report.exitCode() != ExitCode.CHECK_ERROR)
        .add("exitCode", report.exitCode());
    var run = new Fields()
        .add("tool", new Fields().add("driver", driver()))
        .add("automationDetails", new Fields().add("id", "api-app/check/"))
        .add("invocations", List.of(invocation))
        .add("results", findings.stream().map(this::result).toList())
        .add("columnKind", "utf16CodeUnits");
    return new Fields().add("$schema", SCHEMA).add("version", "2.1.0").add("runs", List.of(run));
  }

  private Fields driver() {
    String version = CheckSarif.class.getPackage().getImplementationVersion();
    return new Fields()
        .add("name", "api-app check")
        .add("version", Objects.requireNonNullElse(version, "0.0.0-development"))
        .add("informationUri", Documentation.CHECK)
        .add("rules", rules.stream().map(this::rule).toList());
  }

  private Fields rule(String code) {
    Finding first = findings.stream()
        .filter(finding -> finding.code().equals(code))
        .findFirst()
        .orElseThrow();
    return new Fields()
        .add("id", code)
        .add("name", name(code))
        .add("shortDescription", text(sentence(first.message())))
        .add("fullDescription", text(sentence(first.message()) + " " + sentence(first.remedy())))
        .addIfPresent("helpUri", first.docs())
        .add("help", text(sentence(first.remedy())))
        .add("defaultConfiguration", new Fields().add("level", level(first.severity())));
  }

  private Fields result(Finding finding) {
    return new Fields()
        .add("ruleId", finding.code())
        .add("ruleIndex", rules.indexOf(finding.code()))
        .add("level", level(finding.severity()))
        .add("message", text(sentence(finding.message()) + " " + sentence(finding.remedy())))
        .add("locations", List.of(location(finding)));
  }

  private Fields location(Finding finding) {
    Place place = finding.place();
    var region = new Fields().add("startLine", place == null ? 1 : place.line());
    if (place != null) {
      region.add("startColumn", place.column());
    }
    var physical = new Fields()
        .add(
            "artifactLocation",
            new Fields().add("uri", uri(place == null ? artifact : place.file())))
        .add("region", region);
    Stream<Fields> logical = Stream.ofNullable(finding.origin())
        .map(origin -> new Fields().add("name", origin.phrase()).add("kind", "variable"));
    return new Fields()
        .add("physicalLocation", physical)
        .addIfPresent("logicalLocations", logical.toList());
  }

  private static Fields text(String text) {
    return new Fields().add("text", text);
  }

  /** A message as a sentence, which viewers of SARIF expect. */
  private static String sentence(String message) {
    return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
  }

  /** A code in the form of identifiers, such as {@code AuthFailed}. */
  private static String name(String code) {
    var name = new StringBuilder();
    for (String word : code.split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** A path as a URI reference; a colon would end a scheme. */
  private static String uri(String path) {
    try {
      String absolute = "/" + path.replaceFirst("^/+", "");
      String raw = new URI("file", null, absolute, null).getRawPath();
      return path.startsWith("/") ? "file://" + raw : raw.substring(1).replace(":", "%3A");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case CORRECTION -> "note";
    };
  }
}
