package ai.hokusai.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Documentation;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.FaultClass;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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
  private static final Pattern LINK =
      Pattern.compile("runbook_url: (?:&runbook )?(?:\"|')([^\n]*)(?:\"|')\n");
  /** A status or class and its number in the query of a timeline. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?:status|class)=\"([A-Za-z]+)\"} \\* (\\d)");

  private static final String PUBLISHED =
      Documentation.DIAGNOSTICS.substring(0, Documentation.DIAGNOSTICS.lastIndexOf('/') + 1);
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
  void linksEachAlertToASectionOfTheDocuments() throws IOException {
    String rules = Files.readString(DOCS.resolve("alerts.yml"));
    List<String> links =
        LINK.matcher(rules).results().map(each -> each.group(1)).toList();
    assertThat(links).hasSizeGreaterThan(10).allSatisfy(this::leadsSomewhere);
    // An alias stands for the link of another alert.
    assertThat(
            Pattern.compile("runbook_url: \\*runbook").matcher(rules).results().count()
                + links.size())
        .isEqualTo(Pattern.compile("- alert: ").matcher(rules).results().count());
  }

  /** Checks that a link leads to a document, and to a heading of it unless it depends on a code. */
  private void leadsSomewhere(String link) {
    assertThat(link).startsWith(PUBLISHED);
    String[] parts = link.substring(PUBLISHED.length()).split("#", 2);
    assertThat(DOCS.resolve(parts[0])).exists();
    if (parts.length == 2 && parts[1].contains("{{")) {
      // As Documentation.of builds it.
      assertThat(parts[0]).isEqualTo("diagnostics.md");
      assertThat(parts[1]).contains("code | toLower");
    } else if (parts.length == 2) {
      assertThat(DOCS.resolve(parts[0]))
          .content()
          .satisfies(text -> assertThat(text.lines())
              .filteredOn(line -> line.startsWith("#"))
              .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
              .contains(parts[1]));
    }
  }

  @Test
  void givesEveryPanelOfTheDashboardATitleAQueryAndAPlace() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCS.resolve("grafana-dashboard.json").toFile());
    dashboard.path("links").forEach(each -> leadsSomewhere(each.path("url").asText()));
    Set<Integer> ids = new TreeSet<>();
    Set<List<Integer>> places = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(panel.path("title").asText()).isNotBlank();
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
      assertThat(places.add(List.of(place.path("x").asInt(), place.path("y").asInt())))
          .isTrue();
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.at("/fieldConfig/defaults/noValue").asText()).isNotBlank();
        assertThat(panel.path("targets"))
            .isNotEmpty()
            .allSatisfy(target ->
                assertThat(METRIC.matcher(target.path("expr").asText()).find()).isTrue());
      }
    }
    assertThat(ids).hasSizeGreaterThan(10);
  }

  @Test
  void givesEachStatusAndClassANumberATextAndAColourInTheTimelines() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCS.resolve("grafana-dashboard.json").toFile());
    String page = Files.readString(DOCS.resolve("metrics.md"));
    Set<String> shown = new TreeSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      if (panel.path("type").asText().equals("state-timeline")) {
        JsonNode texts = panel.at("/fieldConfig/defaults/mappings/0/options");
        Matcher number = NUMBERED.matcher(panel.at("/targets/0/expr").asText());
        while (number.find()) {
          JsonNode mapping = texts.path(number.group(2));
          assertThat(mapping.path("text").asText()).isEqualTo(number.group(1));
          String colour = mapping.path("color").asText().replace("#808080", "grey");
          assertThat(page)
              .contains("| " + number.group(2) + " | `" + number.group(1) + "` | " + colour + " |");
          shown.add(number.group(1));
        }
      }
    }
    Set<String> all = Stream.concat(
            Stream.of(Status.values()).map(each -> each.name().toLowerCase(Locale.ROOT)),
            Stream.of(FaultClass.values()).map(FaultClass::name))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(shown).isEqualTo(all);
  }
}
