package ai.hokusai.it.faults.random;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.JarUnderTest;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.harness.RequestPath;
import ai.hokusai.it.faults.harness.StallDetector;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.faults.random.ExpectedStatus.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One scenario, lived through: one thread lets things happen to it, another reads its health and judges what it is told. */
public final class ScenarioRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScenarioRun.class);
  // What a probe may find that comes while something is brought about or ended.
  private static final Set<String> TURBULENCE = Set.of(
      ExpectedStatus.WELL,
      Fault.CONNECT_REFUSED.code(),
      Fault.CONNECTION_CLOSED.code(),
      Fault.TLS_HANDSHAKE_FAILED.code(),
      Fault.LOADING.code());
  // A server that stops or starts in a container is behind a proxy that takes connections
  // meanwhile.
  private static final Set<String> STOPPING =
      Set.of(Fault.READ_TIMEOUT.code(), Fault.TLS_HANDSHAKE_TIMEOUT.code());
  private static final long READING_PAUSE_MILLIS = 20;
  // Long enough for the end of an outage to be noticed.
  private static final Duration REST = Bounds.RECOVERY.plus(Bounds.TOLERANCE);
  // From a minute on, Redis is asked less often, and the window would be another one.
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(40);

  private final Scenario scenario;
  private final TestBed testBed;
  private final JarUnderTest jar;
  private final RequestPath requests;
  private final Random random;
  private final StallDetector stalls;
  private final ObservationCounts tally;
  private final ExpectedStatus truth = new ExpectedStatus(
      Bounds.DETECTION.plus(Bounds.TOLERANCE), Bounds.RECOVERY.plus(Bounds.TOLERANCE));
  private long restedAt = System.nanoTime();

  private ScenarioRun(
      Scenario scenario,
      TestBed testBed,
      JarUnderTest jar,
      RequestPath requests,
      Random random,
      StallDetector stalls,
      ObservationCounts tally) {
    this.scenario = scenario;
    this.testBed = testBed;
    this.jar = jar;
    this.requests = requests;
    this.random = random;
    this.stalls = stalls;
    this.tally = tally;
    truth.becomes(System.nanoTime(), Set.of(ExpectedStatus.WELL));
  }

  /** Starts Redis and the jar, and returns once that is healthy. */
  public static ScenarioRun open(
      Scenario scenario, Random random, StallDetector stalls, ObservationCounts tally)
      throws IOException {
    var testBed = TestBed.open(scenario.setup().spec());
    try {
      scenario.setup().preparation().on(testBed);
      var jar = scenario.setup().startJar(testBed);
      jar.app().awaitHealth(200);
      // Without the canary, so that only its requests can find that writes fail.
      var requests = RequestPath.begin(
          LibraryUnderTest.reading(scenario.setup().environment(testBed)), RequestPath.SHORT_PAUSE);
      return new ScenarioRun(scenario, testBed, jar, requests, random, stalls, tally);
    } catch (Throwable e) {
      testBed.close();
      throw e;
    }
  }

  public TestBed testBed() {
    return testBed;
  }

  public JarUnderTest jar() {
    return jar;
  }

  /** Lets one thing after another happen until that moment, and ends well. */
  public void switchUntil(long end) throws IOException, InterruptedException {
    while (System.nanoTime() < end) {
      var trouble = scenario.troubles().get(random.nextInt(scenario.troubles().size()));
      turn(trouble.begin(), trouble.findings());
      dwell(random.nextInt(4) == 0 ? millis(100, 2_000) : millis(11_000, 17_000), end);
      turn(trouble.end(), Set.of(ExpectedStatus.WELL));
      rest(end);
    }
  }

  private void turn(Action act, Set<String> findings) throws IOException {
    var meanwhile = new HashSet<>(TURBULENCE);
    meanwhile.addAll(findings);
    if (act.isCostly()) {
      meanwhile.addAll(STOPPING);
    }
    truth.becomes(System.nanoTime(), meanwhile);
    act.on(testBed);
    truth.becomes(System.nanoTime(), findings);
    tally.addSwitch();
  }

  /** For a while, or not at all, but never too seldom. */
  private void rest(long end) throws InterruptedException {
    boolean isDue = System.nanoTime() - restedAt > LONGEST_OUTAGE.toNanos();
    if (isDue || scenario.isDoubtful() || random.nextInt(3) > 0) {
      dwell(REST.toMillis() + millis(500, 3_000), end);
      restedAt = System.nanoTime();
    }
  }

  private long millis(long from, long to) {
    return random.nextLong(from, to);
  }

  private static void dwell(long millis, long end) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    TimeUnit.MILLISECONDS.sleep(Math.max(0, Math.min(millis, left)));
  }

  /** Reads and judges until that moment. */
  public void readUntil(long end) throws InterruptedException {
    while (System.nanoTime() < end) {
      read();
      TimeUnit.MILLISECONDS.sleep(READING_PAUSE_MILLIS);
    }
  }

  private void read() {
    long asked = System.nanoTime();
    try {
      judge(jar.look(), asked, System.nanoTime());
    } catch (RuntimeException e) {
      tally.complain(scenario.name() + ": no answer: " + e);
    }
  }

  private void judge(Observation seen, long asked, long answered) {
    long window = Bounds.DETECTION.plus(Bounds.TOLERANCE).toNanos();
    var verdict = truth.judge(seen, asked, answered, stalls.excuseSince(asked - window));
    tally.add(seen, verdict);
    if (verdict != Verdict.TRUE) {
      tally.complain("%s: %s, %s; it was: %s"
          .formatted(scenario.name(), verdict, seen, truth.lately(answered)));
    }
  }

  /** Ends the requests, and complains of what did not hold of them. */
  public void judgeRequests() throws InterruptedException {
    boolean isKept = scenario.troubles().stream().noneMatch(each -> each.end().isCostly());
    requests
        .broken(isKept, stalls::excuseSince)
        .forEach(each -> tally.complain(scenario.name() + ": " + each));
    LOG.info("{}: {}", scenario.name(), requests);
  }

  @Override
  public void close() {
    requests.close();
    jar.close();
    testBed.close();
  }
}
