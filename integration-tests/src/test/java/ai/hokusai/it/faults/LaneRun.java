package ai.hokusai.it.faults;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.Truth.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lane, lived through: one thread lets things happen to it, another reads its health and judges what it is told. */
final class LaneRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRun.class);
  // What a probe may find that comes while something is brought about or ended.
  private static final Set<String> TURBULENCE = Set.of(
      Truth.WELL,
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

  private final Lane lane;
  private final Site site;
  private final WatchedJar jar;
  private final RequestPath requests;
  private final Random random;
  private final Standstill standstill;
  private final Tally tally;
  private final Truth truth =
      new Truth(Bounds.DETECTION.plus(Bounds.TOLERANCE), Bounds.RECOVERY.plus(Bounds.TOLERANCE));
  private long restedAt = System.nanoTime();

  private LaneRun(
      Lane lane,
      Site site,
      WatchedJar jar,
      RequestPath requests,
      Random random,
      Standstill standstill,
      Tally tally) {
    this.lane = lane;
    this.site = site;
    this.jar = jar;
    this.requests = requests;
    this.random = random;
    this.standstill = standstill;
    this.tally = tally;
    truth.becomes(System.nanoTime(), Set.of(Truth.WELL));
  }

  /** Starts Redis and the jar, and returns once that is healthy. */
  static LaneRun open(Lane lane, Random random, Standstill standstill, Tally tally)
      throws IOException {
    var site = Site.open(lane.setup().spec());
    try {
      lane.setup().preparation().on(site);
      var jar = lane.setup().startJar(site);
      jar.app().awaitHealth(200);
      // Without the canary, so that only its requests can find that writes fail.
      var requests = RequestPath.begin(
          Watched.reading(lane.setup().environment(site)), RequestPath.SHORT_PAUSE);
      return new LaneRun(lane, site, jar, requests, random, standstill, tally);
    } catch (Throwable e) {
      site.close();
      throw e;
    }
  }

  Site site() {
    return site;
  }

  WatchedJar jar() {
    return jar;
  }

  /** Lets one thing after another happen until that moment, and ends well. */
  void switchUntil(long end) throws IOException, InterruptedException {
    while (System.nanoTime() < end) {
      var trouble = lane.troubles().get(random.nextInt(lane.troubles().size()));
      turn(trouble.begin(), trouble.findings());
      dwell(random.nextInt(4) == 0 ? millis(100, 2_000) : millis(11_000, 17_000), end);
      turn(trouble.end(), Set.of(Truth.WELL));
      rest(end);
    }
  }

  private void turn(Act act, Set<String> findings) throws IOException {
    var meanwhile = new HashSet<>(TURBULENCE);
    meanwhile.addAll(findings);
    if (act.isCostly()) {
      meanwhile.addAll(STOPPING);
    }
    truth.becomes(System.nanoTime(), meanwhile);
    act.on(site);
    truth.becomes(System.nanoTime(), findings);
    tally.addSwitch();
  }

  /** For a while, or not at all, but never too seldom. */
  private void rest(long end) throws InterruptedException {
    boolean isDue = System.nanoTime() - restedAt > LONGEST_OUTAGE.toNanos();
    if (isDue || lane.isDoubtful() || random.nextInt(3) > 0) {
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
  void readUntil(long end) throws InterruptedException {
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
      tally.complain(lane.name() + ": no answer: " + e);
    }
  }

  private void judge(Observation seen, long asked, long answered) {
    long window = Bounds.DETECTION.plus(Bounds.TOLERANCE).toNanos();
    var verdict = truth.judge(seen, asked, answered, standstill.excuseSince(asked - window));
    tally.add(seen, verdict);
    if (verdict != Verdict.TRUE) {
      tally.complain(
          "%s: %s, %s; it was: %s".formatted(lane.name(), verdict, seen, truth.lately(answered)));
    }
  }

  /** Ends the requests, and complains of what did not hold of them. */
  void judgeRequests() throws InterruptedException {
    boolean isKept = lane.troubles().stream().noneMatch(each -> each.end().isCostly());
    requests
        .broken(isKept, standstill::excuseSince)
        .forEach(each -> tally.complain(lane.name() + ": " + each));
    LOG.info("{}: {}", lane.name(), requests);
  }

  @Override
  public void close() {
    requests.close();
    jar.close();
    site.close();
  }
}
