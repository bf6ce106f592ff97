package ai.hokusai.it.faults.harness;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same service as its {@code /metrics} show it: its status, and its cause while it is down. Scraped when
 * {@code /health} says something new, and until the two agree.
 */
final class MetricsUnderTest implements Service {
  private final JarUnderTest jar;
  private final Supplier<@Nullable Observation> health;
  private Scrape last;
  private Observation seen;
  private @Nullable Observation told;

  /** Begins with a service that was not down yet. */
  MetricsUnderTest(JarUnderTest jar, Supplier<@Nullable Observation> health) {
    this.jar = jar;
    this.health = health;
    this.last = scrape(jar);
    this.seen = last.observation();
  }

  private static Scrape scrape(JarUnderTest jar) {
    return Scrape.parse(jar.ask("/metrics").body());
  }

  @Override
  public synchronized Observation look() {
    var now = withoutCodeWhereUp(health.get());
    if (now != null && !(now.equals(told) && now.equals(seen))) {
      scrape();
      told = now;
    }
    return seen;
  }

  private static @Nullable Observation withoutCodeWhereUp(@Nullable Observation answer) {
    return answer != null && answer.isUp() ? new Observation(answer.status(), null) : answer;
  }

  /** Scrapes once more; returns the codes that attempts found since the last time. */
  synchronized Set<String> scrape() {
    var scrape = scrape(jar);
    seen = scrape.observation();
    var found = scrape.foundSince(last);
    last = scrape;
    return found;
  }

  @Override
  public void close() {
    // The jar is closed by who started it.
  }
}
