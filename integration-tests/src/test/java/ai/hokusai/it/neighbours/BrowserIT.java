package ai.hokusai.it.neighbours;

import static ai.hokusai.it.app.Incident.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.LoopbackPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page at {@code /health} in Chromium: that of the jar, and those of the golden files, which become the pictures
 * of {@code docs} with {@code -Dscreenshots.update}.
 */
final class BrowserIT {
  private static final String TOKEN = "Details-Mule-Accumulator-8";
  private static final Path GOLDEN = Path.of("../api-app/src/test/resources/ai/hokusai/api/format")
      .toAbsolutePath()
      .normalize();
  private static final Path PICTURES =
      Path.of(System.getProperty("screenshots.update") == null ? "target/screenshots" : "../docs");
  private static final int DESKTOP = 860;
  private static final int PHONE = 360;

  @TempDir
  private static Path profile;

  private static Browser browser;

  @BeforeAll
  static void launch() {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void logsInAndShowsWhatIsWrongAndWhatToDo() {
    int port = LoopbackPort.free();
    String host = "127.0.0.1:" + port;
    try (var incident = new Incident();
        var app = RunningApp.serve(port, environment(incident), ENDPOINT)) {
      app.awaitHealth(200);
      browser.use(DESKTOP, 900, false);
      browser.open("http://" + host + "/");
      assertThat(browser.text()).contains("/health?verbose", "/health/checks/redis", "/metrics");
      browser.open("http://" + host + "/health?still");
      assertThat(browser.text())
          .contains("healthy", host, "hidden; send HEALTH_DETAILS_TOKEN", "log in")
          .doesNotContain(ENDPOINT, "stages");

      browser.open("http://anybody:" + TOKEN + "@" + host + "/health?login");
      assertThat(browser.text()).contains(ENDPOINT);
      // From now on the browser sends the password by itself.
      browser.open("http://" + host + "/health?still");
      assertThat(browser.text())
          .contains(ENDPOINT, "role master", "pool", "last 30 min", "probes", "certificate")
          .doesNotContain("log in", TOKEN, Incident.TOKEN);
      assertLayout();
      browser.screenshot(Path.of("target/screenshots/live-healthy.png"));

      incident.redis().pause();
      try {
        app.awaitCode("READ_TIMEOUT");
        browser.open("http://" + host + "/health");
        assertThat(browser.evaluate("document.title").asText())
            .isEqualTo("unhealthy READ_TIMEOUT – " + host);
        assertThat(browser.text()).contains("unhealthy READ_TIMEOUT", "remedy", "docs", "changes");
        browser.use(PHONE, 740, true);
        assertLayout();
        browser.screenshot(Path.of("target/screenshots/live-unhealthy.png"));
      } finally {
        incident.redis().resume();
      }
      // The page loads itself again.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> browser.evaluate("document.title").asText().startsWith("healthy"));
    }
  }

  private static Map<String, String> environment(Incident incident) {
    Map<String, String> environment = incident.environment();
    environment.put("HEALTH_DETAILS_TOKEN", TOKEN);
    return environment;
  }

  @ParameterizedTest
  @CsvSource({
    "health-well, health-page-healthy, false, false",
    "health-outage, health-page-unhealthy, false, false",
    "health-outage, health-page-dark, true, false",
    "health-all, health-page-phone, true, true",
    "health-all, , false, false",
    "health-long, , false, true",
    "health-long, , true, false"
  })
  void fitsTheWindow(String golden, String picture, boolean isDark, boolean isPhone) {
    browser.use(isPhone ? PHONE : DESKTOP, isPhone ? 740 : 600, isDark);
    browser.open("file://" + GOLDEN.resolve(golden + ".html"));
    assertLayout();
    if (picture != null) {
      browser.screenshot(PICTURES.resolve(picture + ".png"));
    }
  }

  @Test
  void hasOtherColoursInTheDark() {
    String colour = "getComputedStyle(document.querySelector('h1 span')).color";
    browser.open("file://" + GOLDEN.resolve("health-outage.html"));
    browser.use(DESKTOP, 600, false);
    String light = browser.evaluate(colour).asText();
    browser.use(DESKTOP, 600, true);
    assertThat(browser.evaluate(colour).asText()).isNotEqualTo(light).startsWith("rgb");
  }

  /** Nothing is wider than the window, nothing moves, and each drawing stands beside a text that says the same. */
  private static void assertLayout() {
    assertThat(browser
            .evaluate("window.innerWidth - document.documentElement.scrollWidth")
            .asInt())
        .as("horizontal scrolling")
        .isZero();
    assertThat(browser
            .evaluate("[...document.querySelectorAll('body *')]"
                + ".filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)"
                + ".map(e => e.outerHTML.substring(0, 80)).join()")
            .asText())
        .as("elements beyond the right edge")
        .isEmpty();
    assertThat(browser.evaluate("document.getAnimations().length").asInt()).isZero();
    assertThat(browser.evaluate("document.scripts.length").asInt()).isZero();
    assertThat(browser
            .evaluate("[...document.querySelectorAll('svg')].every(e =>"
                + " e.getAttribute('aria-hidden') === 'true' && e.parentElement.innerText.length > 9"
                + " && e.getBoundingClientRect().height > 8)")
            .asBoolean())
        .as("text beside each drawing")
        .isTrue();
  }
}
