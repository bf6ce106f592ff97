package ai.hokusai.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables in {@code docs/metrics.md}, the alert rules and the dashboard against the code. */
final class MetricsDocumentationTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `((?:app|health|log|redis)_[a-z_]+)` \\| ([a-z]+) \\| ([^|]*)\\|");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:app|health|log|redis|jvm|process|system)_[a-z_0-9]+[a-z0-9]\\b");
  private static final Pattern SERIES = Pattern.compile(
      "(?m)^((?:app|health|log|redis)_[a-z_]+?)(?:_bucket|_count|_sum|(?<=duration_seconds)_max)?(\\{.*})? ");
  private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=");

  private final Set<String> names = Scrapes.names();

  @Test
  void describesEveryMetricOfTheServiceWithItsLabels() throws IOException {
    String page = Files.readString(DOCS.resolve("metrics.md"));
    Set<String> written = ROW.matcher(page)
        .results()
        .map(row -> row.group(1) + " " + labelsIn(row.group(3), Pattern.compile("`([a-z_]+)`")))
        .collect(Collectors.toCollection(TreeSet::new));
    String text = Scrapes.first();
    Set<String> scraped = SERIES
        .matcher(text)
        .results()
        .map(each -> each.group(1) + " " + labelsIn(each.group(2), LABEL))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(written).isEqualTo(scraped);
  }

  private static Set<String> labelsIn(@Nullable String text, Pattern label) {
    Stream<MatchResult> found = text == null ? Stream.of() : label.matcher(text).results();
    return found
        .map(each -> each.group(1))
        // What makes a histogram of a series, and no label of the metric.
        .filter(each -> !each.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void namesEveryMetricOfTheJvm() throws IOException {
    String page = Files.readString(DOCS.resolve("metrics.md"));
    assertThat(names)
        .filteredOn(name -> name.matches("(jvm|process|system)_.*"))
        // One metric of three series, which has them with the first pause only.
        .filteredOn(name -> !name.startsWith("jvm_gc_pause_seconds"))
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void describesTypes() throws IOException {
    String page = Files.readString(DOCS.resolve("metrics.md"));
    String text = Scrapes.first();
    assertThat(ROW.matcher(page).results().toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(row ->
            // In this format an info is a gauge.
            assertThat(text)
                .contains(
                    "# TYPE " + row.group(1) + " " + row.group(2).replace("info", "gauge") + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.md", "alerts.yml", "alerts-test.yml", "grafana-dashboard.json"})
  void namesNoMetricThatDoesNotExist(String file) throws IOException {
    List<String> named = METRIC
        .matcher(Files.readString(DOCS.resolve(file)))
        .results()
        .map(MatchResult::group)
        // A histogram has series with further letters only.
        .filter(each -> !each.equals("health_check_duration_seconds"))
        .filter(each -> !each.equals("redis_operation_duration_seconds"))
        .filter(each -> !each.equals("app_request_duration_seconds"))
        // Comes with the first pause of the garbage collector.
        .filter(each -> !each.equals("jvm_gc_pause_seconds"))
        .toList();
    assertThat(named).isNotEmpty().allMatch(names::contains);
  }

  @Test
  void givesEveryPanelOfTheDashboardATitleAQueryAndAPlace() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCS.resolve("grafana-dashboard.json").toFile());
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
      assertThat(panel.path("gridPos").path("x").asInt()
              + panel.path("gridPos").path("w").asInt())
          .isBetween(1, 24);
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(panel.path("targets"))
          .isNotEmpty()
          .allSatisfy(target ->
              assertThat(METRIC.matcher(target.path("expr").asText()).find()).isTrue());
    }
    assertThat(ids).hasSizeGreaterThan(10);
  }
}
