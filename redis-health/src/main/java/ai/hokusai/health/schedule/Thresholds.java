package ai.hokusai.health.schedule;

/**
 * The numbers of results in a row that decide.
 *
 * @param rise the successes that end being down, at least 1
 * @param fall the failures that end being up, at least 1
 */
public record Thresholds(int rise, int fall) {
  /** Two successes, three failures. */
  public static final Thresholds DEFAULT = new Thresholds(2, 3);

  /** Refuses to decide on nothing. */
  public Thresholds {
    if (rise < 1 || fall < 1) {
      throw new IllegalArgumentException("a threshold is at least 1");
    }
  }
}
