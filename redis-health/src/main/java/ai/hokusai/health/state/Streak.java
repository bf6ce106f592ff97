package ai.hokusai.health.state;

/** The number of results of the same kind that came last. One of the two numbers is always 0. */
public record Streak(int successes, int failures) {
  static final Streak NONE = new Streak(0, 0);

  Streak withSuccess() {
    return new Streak(successes + 1, 0);
  }

  Streak withFailure() {
    return new Streak(0, failures + 1);
  }
}
