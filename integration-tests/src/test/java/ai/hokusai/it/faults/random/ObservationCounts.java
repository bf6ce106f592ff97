package ai.hokusai.it.faults.random;

import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.random.ExpectedStatus.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What readers of health were told, and how much of it was wrong. Any thread may add. */
public final class ObservationCounts {
  private static final int REMEMBERED = 5;

  private final Map<Verdict, AtomicLong> verdicts = new EnumMap<>(Verdict.class);
  private final AtomicLong down = new AtomicLong();
  private final AtomicLong switches = new AtomicLong();
  private final List<String> lies = new CopyOnWriteArrayList<>();

  public ObservationCounts() {
    for (var verdict : Verdict.values()) {
      verdicts.put(verdict, new AtomicLong());
    }
  }

  public void add(Observation seen, Verdict verdict) {
    counter(verdict).incrementAndGet();
    if (seen.isDown()) {
      down.incrementAndGet();
    }
  }

  /** Remembers the first few things that went wrong. */
  public void complain(String lie) {
    if (lies.size() < REMEMBERED) {
      lies.add(lie);
    }
  }

  /** Something began or ended. */
  public void addSwitch() {
    switches.incrementAndGet();
  }

  private AtomicLong counter(Verdict verdict) {
    var count = verdicts.get(verdict);
    if (count == null) {
      throw new IllegalStateException("no count of " + verdict);
    }
    return count;
  }

  public long count(Verdict... some) {
    long sum = 0;
    for (var each : some) {
      sum += counter(each).get();
    }
    return sum;
  }

  /** All readings. */
  public long readings() {
    return count(Verdict.values());
  }

  /** Those that said that Redis is down. */
  public long down() {
    return down.get();
  }

  public List<String> lies() {
    return lies;
  }

  @Override
  public String toString() {
    return "%d readings, %d of them unhealthy, over %d switches: false healthy %d, false unhealthy %d, wrong code %d"
        .formatted(
            readings(),
            down(),
            switches.get(),
            count(Verdict.FALSE_HEALTHY),
            count(Verdict.FALSE_UNHEALTHY),
            count(Verdict.WRONG_CODE));
  }
}
