package ai.hokusai.it.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One Redis as it is seen at every door that is watched: by the library in this JVM and by the jar. */
final class Doors implements AutoCloseable {
  private final @Nullable Watched here;
  private final WatchedJar jar;
  private final WatchedMetrics metrics;
  private final Map<Door, Timeline> timelines = new EnumMap<>(Door.class);

  private Doors(@Nullable Watched here, WatchedJar jar, Lookers lookers) {
    this.here = here;
    this.jar = jar;
    if (here != null) {
      timelines.put(Door.PROBE, lookers.follow(here));
    }
    var health = lookers.follow(jar);
    this.metrics = new WatchedMetrics(jar, health::latest);
    timelines.put(Door.HEALTH, health);
    timelines.put(Door.METRICS, lookers.follow(metrics));
  }

  /** Starts what is watched. */
  static Doors open(Setup setup, Site site, Lookers lookers) {
    var jar = setup.startJar(site);
    try {
      return new Doors(setup.isPossibleHere() ? setup.startHere(site) : null, jar, lookers);
    } catch (Throwable e) {
      jar.close();
      throw e;
    }
  }

  /** What was said at each. */
  Map<Door, Timeline> timelines() {
    return timelines;
  }

  /** What was said at one of them. */
  Timeline timeline(Door door) {
    return requireNonNull(timelines.get(door));
  }

  /** The codes that attempts of the jar found since its metrics were last looked at. */
  Set<String> newlyCounted() {
    return metrics.scrape();
  }

  /** Asks every path of the jar while Redis is down: the status codes are those of the table, and no secret is seen. */
  void assertDown() {
    var health = jar.ask("/health");
    assertThat(health.headers().firstValue("retry-after")).isPresent();
    assertThat(jar.app().get("/health/alb").statusCode()).isEqualTo(200);
    assertThat(jar.app().get("/health/live").statusCode()).isEqualTo(200);
    assertThat(jar.app().get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(jar.ask("/health/checks/redis").statusCode()).isEqualTo(503);
    assertThat(WatchedJar.read(jar.app().get("/health"))).isEqualTo(WatchedJar.read(health));
    assertNoSecret();
  }

  /** Searches everything that any of them shows. */
  void assertNoSecret() {
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
  static void assertNoSecret(String where, String text) {
    assertThat(Planted.leakIn(text)).as("secret in %s", where).isEmpty();
  }

  @Override
  public void close() {
    timelines.values().forEach(Timeline::close);
  }
}
