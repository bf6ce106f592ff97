package ai.hokusai.health.schedule;

/**
 * The numbers of consecutive results that change the status.
 *
 * @param rise the successes that end an outage, at least 1
 * @param fall the failures that begin an outage, at least 1
 */
public record Thresholds(int rise, int fall) {
  /** Two successes, three failures. */
  public static final Thresholds DEFAULT = new Thresholds(2, 3);

  /** Rejects thresholds below 1. */
  public Thresholds {
    if (rise < 1 || fall < 1) {
      throw new IllegalArgumentException("a threshold is at least 1");
    }
  }
}
