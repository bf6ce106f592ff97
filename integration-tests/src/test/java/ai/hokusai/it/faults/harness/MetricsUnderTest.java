package ai.hokusai.it.faults.harness;

import ai.hokusai.health.classify.Fault;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same service as its {@code /metrics} show it: its state, and the code with which it fell or, later, the one that
 * attempts found since. Scraped when {@code /health} says something new, and until the two agree.
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
    this.seen = new Observation(last.status(), null);
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
    seen = judge(seen, last, scrape);
    var found = scrape.foundSince(last);
    last = scrape;
    return found;
  }

  /** What a scrape says after another one and what that said. */
  static Observation judge(Observation before, Scrape last, Scrape scrape) {
    if (!new Observation(scrape.status(), null).isDown()) {
      return new Observation(scrape.status(), null);
    }
    var fell = scrape.fellSince(last);
    var found = fell.isEmpty() ? scrape.foundSince(last) : fell;
    if (found.isEmpty() || isTheSameHang(before, found)) {
      return new Observation(scrape.status(), before.code());
    }
    return new Observation(scrape.status(), String.join("+", found));
  }

  /** As docs/health-model.md has it: a new connection to a Redis that hangs does not even get through the handshake. */
  private static boolean isTheSameHang(Observation before, Set<String> found) {
    return Fault.READ_TIMEOUT.code().equals(before.code())
        && found.equals(Set.of(Fault.TLS_HANDSHAKE_TIMEOUT.code()));
  }

  @Override
  public void close() {
    // The jar is closed by who started it.
  }
}
