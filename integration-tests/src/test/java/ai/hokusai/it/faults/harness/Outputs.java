package ai.hokusai.it.faults.harness;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One Redis as it is seen at every output that is watched: by the library in this JVM and by the jar. */
public final class Outputs implements AutoCloseable {
  private final @Nullable LibraryUnderTest here;
  private final JarUnderTest jar;
  private final MetricsUnderTest metrics;
  private final Map<Output, Timeline> timelines = new EnumMap<>(Output.class);

  private Outputs(@Nullable LibraryUnderTest here, JarUnderTest jar, Pollers pollers) {
    this.here = here;
    this.jar = jar;
    if (here != null) {
      timelines.put(Output.PROBE, pollers.follow(here));
    }
    var health = pollers.follow(jar);
    this.metrics = new MetricsUnderTest(jar, health::latest);
    timelines.put(Output.HEALTH, health);
    timelines.put(Output.METRICS, pollers.follow(metrics));
  }

  /** Starts what is watched. */
  public static Outputs open(Setup setup, TestBed testBed, Pollers pollers) {
    var jar = setup.startJar(testBed);
    try {
      return new Outputs(setup.isPossibleHere() ? setup.startHere(testBed) : null, jar, pollers);
    } catch (Throwable e) {
      jar.close();
      throw e;
    }
  }

  /** The time at which the first one was watched. */
  public long begun() {
    return timelines.values().stream().mapToLong(Timeline::begun).min().orElseThrow();
  }

  /** What was said at each. */
  public Map<Output, Timeline> timelines() {
    return timelines;
  }

  /** What was said at one of them. */
  public Timeline timeline(Output output) {
    return requireNonNull(timelines.get(output));
  }

  /** The codes that attempts of the jar found since its metrics were last looked at. */
  public Set<String> newlyCounted() {
    return metrics.scrape();
  }

  /** Asks every path of the jar while Redis is down: the status codes are those of the table, and no secret is seen. */
  public void assertDown() {
    var health = jar.ask("/health");
    assertThat(health.headers().firstValue("retry-after")).isPresent();
    assertThat(jar.app().get("/health/alb").statusCode()).isEqualTo(200);
    assertThat(jar.app().get("/health/live").statusCode()).isEqualTo(200);
    assertThat(jar.app().get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(jar.ask("/health/checks/redis").statusCode()).isEqualTo(503);
    assertThat(JarUnderTest.read(jar.app().get("/health"))).isEqualTo(JarUnderTest.read(health));
    assertNoSecret();
  }

  /** Searches everything that any of them shows. */
  public void assertNoSecret() {
    for (var path :
        new String[] {"/health", "/health?verbose", "/health/checks/redis", "/metrics"}) {
      assertNoSecret(path, jar.ask(path).body());
    }
    assertNoSecret("the page", jar.ask("/health", "text/html").body());
    assertNoSecret(
        "the public page", jar.app().get("/health", "Accept", "text/html").body());
    assertNoSecret("the output", jar.app().output());
    if (here != null) {
      assertNoSecret("the report", here.toString());
    }
  }

  /** Fails where a part of a planted secret is in a text. */
  public static void assertNoSecret(String where, String text) {
    assertThat(PlantedSecret.leakIn(text)).as("secret in %s", where).isEmpty();
  }

  @Override
  public void close() {
    timelines.values().forEach(Timeline::close);
  }
}
