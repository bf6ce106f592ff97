package ai.hokusai.it.faults.harness;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.faults.harness.Requests.Request;
import java.io.IOException;
import java.time.Duration;

/**
 * A Redis that stops answering under the requests of two services: one asks its health before each request, the other
 * goes to the pool and finds out there. Both have more requests than the pool has connections.
 */
public final class Outage implements AutoCloseable {
  private static final int THREADS = 6;
  private static final Duration WHILE_DOWN = Duration.ofSeconds(5);
  private static final Setup SETUP =
      Fixtures.TLS.with("REDIS_POOL_MAX", "4").with("REDIS_POOL_MAX_IDLE", "4");

  private final TestBed testBed;
  private final LibraryUnderTest careful;
  private final LibraryUnderTest careless;
  private final Requests guarded;
  private final Requests unguarded;

  private Outage(TestBed testBed) {
    var environment = SETUP.environment(testBed);
    this.testBed = testBed;
    this.careful = LibraryUnderTest.reading(environment);
    this.careless = LibraryUnderTest.reading(environment);
    await()
        .atMost(Bounds.PATIENCE)
        .until(() -> careful.look().isUp() && careless.look().isUp());
    this.guarded = Requests.begin(THREADS, () -> askFirst(careful));
    this.unguarded = Requests.begin(THREADS, () -> careless.client().get("model"));
  }

  /** Starts everything and waits for the first answers. */
  public static Outage prepare(Action preparation) throws IOException {
    var testBed = TestBed.open(SETUP.spec());
    preparation.on(testBed);
    var outage = new Outage(testBed);
    outage.awaitAnswers(0);
    return outage;
  }

  private static void askFirst(LibraryUnderTest service) {
    var ignored = service.ask(redis -> redis.get("model"));
  }

  public Requests guarded() {
    return guarded;
  }

  public Requests unguarded() {
    return unguarded;
  }

  /** Lets it happen, and returns some time after both services said so, with the moment when they did. */
  public long happen(Action hang) throws IOException {
    hang.on(testBed);
    await().atMost(Bounds.PATIENCE).until(careful::isDownByProbe);
    long down = System.nanoTime();
    long end = down + WHILE_DOWN.toNanos();
    await().atMost(Bounds.PATIENCE).until(() -> System.nanoTime() >= end);
    return down;
  }

  /** Lets it pass, and returns once both services answer with what Redis says. */
  public void pass(Action cure) throws IOException {
    cure.on(testBed);
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
    testBed.close();
  }
}
