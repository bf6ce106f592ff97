package ai.hokusai.it.faults;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.faults.Requests.Request;
import java.io.IOException;
import java.time.Duration;

/**
 * A Redis that stops answering under the requests of two services: one asks its health before each request, the other
 * goes to the pool and finds out there. Both have more requests than the pool has connections.
 */
final class Outage implements AutoCloseable {
  private static final int THREADS = 6;
  private static final Duration WHILE_DOWN = Duration.ofSeconds(5);
  private static final Setup SETUP =
      Kit.TLS.with("REDIS_POOL_MAX", "4").with("REDIS_POOL_MAX_IDLE", "4");

  private final Site site;
  private final Watched careful;
  private final Watched careless;
  private final Requests guarded;
  private final Requests unguarded;

  private Outage(Site site) {
    var environment = SETUP.environment(site);
    this.site = site;
    this.careful = Watched.reading(environment);
    this.careless = Watched.reading(environment);
    await()
        .atMost(Bounds.PATIENCE)
        .until(() -> careful.look().isUp() && careless.look().isUp());
    this.guarded = Requests.begin(THREADS, () -> askFirst(careful));
    this.unguarded = Requests.begin(THREADS, () -> careless.client().get("model"));
  }

  /** Starts everything and waits for the first answers. */
  static Outage prepare(Act preparation) throws IOException {
    var site = Site.open(SETUP.spec());
    preparation.on(site);
    var outage = new Outage(site);
    outage.awaitAnswers(0);
    return outage;
  }

  private static void askFirst(Watched service) {
    var ignored = service.ask(redis -> redis.get("model"));
  }

  Requests guarded() {
    return guarded;
  }

  Requests unguarded() {
    return unguarded;
  }

  /** Lets it happen, and returns some time after both services said so, with the moment when they did. */
  long happen(Act hang) throws IOException {
    hang.on(site);
    await().atMost(Bounds.PATIENCE).until(careful::isDownByProbe);
    long down = System.nanoTime();
    long end = down + WHILE_DOWN.toNanos();
    await().atMost(Bounds.PATIENCE).until(() -> System.nanoTime() >= end);
    return down;
  }

  /** Lets it pass, and returns once both services answer with what Redis says. */
  void pass(Act cure) throws IOException {
    cure.on(site);
    awaitAnswers(System.nanoTime());
  }

  private void awaitAnswers(long from) {
    await()
        .atMost(Bounds.PATIENCE)
        .until(() -> answersSince(from, guarded) && answersSince(from, unguarded));
  }

  private static boolean answersSince(long from, Requests requests) {
    return !requests
        .that((Request each) -> each.isAnswered() && each.began() >= from)
        .isEmpty();
  }

  @Override
  public void close() {
    guarded.close();
    unguarded.close();
    careful.close();
    careless.close();
    site.close();
  }
}
