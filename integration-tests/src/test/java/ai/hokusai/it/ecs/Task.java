package ai.hokusai.it.ecs;

import ai.hokusai.it.app.RunningApp;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A task and what its target group knows of it. One check that it passes makes it healthy, as is the rule for a target
 * that is new. When its process has ended it has failed, and after two checks that it missed; not while it starts, though.
 */
final class Task implements AutoCloseable {
  private static final int UNHEALTHY_THRESHOLD = 2;
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Pattern EVENT = Pattern.compile(
      "\"timestamp\":\"([^\"]+)\".*\"event\":\"([^\"]+)\"(?:.*\"code\":\"(\\w+)\")?");

  private final long start = System.nanoTime();
  private final int number;
  private final int port;
  private final RunningApp app;
  private boolean hasPassed;
  private int missed;

  /** What has become of it. */
  enum State {
    STARTING,
    HEALTHY,
    FAILED
  }

  private Task(int number, int port, RunningApp app) {
    this.number = number;
    this.port = port;
    this.app = app;
  }

  static Task start(int number, int port, TaskDefinition definition, String host) {
    return new Task(number, port, RunningApp.launch(port, definition.variables(), host));
  }

  /** Makes one check of the target group. */
  State check() {
    boolean passes = passes();
    hasPassed |= passes;
    missed = passes ? 0 : missed + 1;
    if (!app.isAlive() || (missed >= UNHEALTHY_THRESHOLD && age().compareTo(GRACE) > 0)) {
      return State.FAILED;
    }
    return hasPassed ? State.HEALTHY : State.STARTING;
  }

  private boolean passes() {
    try {
      return app.get("/health/alb").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  int port() {
    return port;
  }

  RunningApp app() {
    return app;
  }

  /** Why it ended, with the code of its last words. */
  String epitaph() {
    if (app.isAlive()) {
      return this + " failed the checks of its target group";
    }
    String code =
        event("startup.refused").map(refused -> " (" + refused.group(3) + ")").orElse("");
    return this + " stopped with exit code " + app.exitCode() + code;
  }

  /** How long it took from the first result of Redis to the refusal, as its own log tells. */
  Optional<Duration> refusalTook() {
    return event("health.first_result")
        .flatMap(first ->
            event("startup.refused").map(refused -> Duration.between(time(first), time(refused))));
  }

  private static Instant time(MatchResult event) {
    return Instant.parse(event.group(1));
  }

  private Optional<MatchResult> event(String name) {
    return EVENT
        .matcher(app.output())
        .results()
        .filter(each -> each.group(2).equals(name))
        .findFirst();
  }

  @Override
  public String toString() {
    return "task " + number;
  }

  @Override
  public void close() {
    app.close();
  }
}
