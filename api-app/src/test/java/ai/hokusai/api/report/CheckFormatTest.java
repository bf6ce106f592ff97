package ai.hokusai.api.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Formats that other software defines. */
final class CheckFormatTest {

  @ParameterizedTest
  @MethodSource("ai.hokusai.api.report.CheckDocumentationTest#reports")
  void junitIsWellFormedAndCountsWhatItHolds(CheckReport report)
      throws ParserConfigurationException, IOException, SAXException {
    Element suite = DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(
            CheckFormat.JUNIT.render(report, "task-definition.json").getBytes(UTF_8)))
        .getDocumentElement();

    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(count(suite, "testcase"))
        .isEqualTo(report.leaves().count())
        .isEqualTo(number(suite, "tests"));
    assertThat(count(suite, "failure"))
        .isEqualTo(report.count(Outcome.FAIL))
        .isEqualTo(number(suite, "failures"));
    assertThat(count(suite, "skipped"))
        .isEqualTo(report.count(Outcome.SKIP))
        .isEqualTo(number(suite, "skipped"));
  }

  private static long count(Element suite, String tag) {
    return suite.getElementsByTagName(tag).getLength();
  }

  private static long number(Element suite, String attribute) {
    return Long.parseLong(suite.getAttribute(attribute));
  }

  @ParameterizedTest
  @MethodSource("ai.hokusai.api.report.CheckDocumentationTest#reports")
  void sarifHasTheStructureOfItsStandard(CheckReport report) throws JsonProcessingException {
    JsonNode log =
        new ObjectMapper().readTree(CheckFormat.SARIF.render(report, "task-definition.json"));
    assertThat(names(log)).containsExactly("$schema", "runs", "version");
    assertThat(log.get("version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.get("runs").get(0);
    assertThat(names(run))
        .containsExactly("automationDetails", "columnKind", "invocations", "results", "tool");
    JsonNode invocation = run.get("invocations").get(0);
    assertThat(invocation.get("executionSuccessful").isBoolean()).isTrue();
    assertThat(invocation.get("exitCode").asInt()).isEqualTo(report.exitCode());
    JsonNode driver = run.get("tool").get("driver");
    assertThat(driver.get("name").asText()).isNotEmpty();
    assertThat(driver.get("version").asText()).isNotEmpty();
    JsonNode rules = driver.get("rules");
    Set<String> ids = new TreeSet<>();
    rules.forEach(rule -> {
      assertThat(names(rule))
          .containsExactly(
              "defaultConfiguration",
              "fullDescription",
              "help",
              "helpUri",
              "id",
              "name",
              "shortDescription");
      assertThat(ids.add(rule.get("id").asText())).isTrue();
    });
    long findings = report.leaves().mapToLong(step -> step.findings().size()).sum();
    assertThat(run.get("results")).hasSize((int) findings);
    run.get("results").forEach(result -> assertResult(result, rules));
  }

  private static void assertResult(JsonNode result, JsonNode rules) {
    assertThat(names(result))
        .containsExactly("level", "locations", "message", "ruleId", "ruleIndex");
    assertThat(rules.get(result.get("ruleIndex").asInt()).get("id"))
        .isEqualTo(result.get("ruleId"));
    assertThat(result.get("level").asText()).isIn("error", "warning", "note");
    assertThat(result.get("message").get("text").asText()).endsWith(".");
    assertThat(result.get("locations").get(0).get("physicalLocation").toString())
        .isEqualTo("{\"artifactLocation\":{\"uri\":\"task-definition.json\"},"
            + "\"region\":{\"startLine\":1}}");
  }

  private static Set<String> names(JsonNode node) {
    var names = new TreeSet<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void annotationsOfGithubAreEscapedAsItsToolkitDoes() {
    assertThat(CheckGithub.data("100 %: a,b\r\nc")).isEqualTo("100 %25: a,b%0D%0Ac");
    assertThat(CheckGithub.property("100 %: a,b\r\nc")).isEqualTo("100 %25%3A a%2Cb%0D%0Ac");
  }

  @ParameterizedTest
  @MethodSource("ai.hokusai.api.report.CheckDocumentationTest#reports")
  void everyLineForGithubIsAnAnnotation(CheckReport report) {
    String text = CheckFormat.GITHUB.render(report, "task-definition.json");
    assertThat(text.lines())
        .hasSize((int) report.leaves().mapToLong(each -> each.findings().size()).sum())
        .allMatch(each -> each.matches(
            "::(error|warning|notice) title=[A-Z0-9_]+ \\([A-Za-z]+\\)::.+%0Aremedy: .+"));
  }
}
