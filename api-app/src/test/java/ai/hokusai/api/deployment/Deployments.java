package ai.hokusai.api.deployment;

import ai.hokusai.api.check.ReportFixtures;
import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.StepName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reports on deployments, on a clock that only polls and pauses advance. */
public final class Deployments implements PollTimer {
  static final DeploymentOptions TWO =
      new DeploymentOptions("v7", 2, Duration.ofSeconds(20), false);
  static final Map<String, String> ENVIRONMENT =
      Map.of("HEALTH_DETAILS_TOKEN", ReportFixtures.TOKEN);
  static final Poll NEW_A = poll(PollResult.HEALTHY, "v7", "a", "healthy");
  static final Poll NEW_B = poll(PollResult.HEALTHY, "v7", "b", "healthy");
  static final Poll OLD = poll(PollResult.HEALTHY, "v6", "z", "healthy");

  private final List<Poll> polls;
  private long nanos;
  private int sent;

  private Deployments(List<Poll> polls) {
    this.polls = polls;
  }

  static Poll poll(PollResult result, String release, String instance, String reason) {
    return new Poll(result, release, instance, reason);
  }

  static Poll without(PollResult result) {
    return poll(result, "", "", "");
  }

  /** polls, as often as that. */
  static Stream<Poll> times(int count, Poll... turns) {
    return Stream.generate(() -> Arrays.stream(turns)).flatMap(each -> each).limit(count);
  }

  /** Polls a service that polls one after the other, the last of them again and again. */
  @SafeVarargs
  static CheckReport report(DeploymentOptions options, Stream<Poll>... phases) {
    Stream<Poll> all = Stream.empty();
    for (Stream<Poll> each : phases) {
      all = Stream.concat(all, each);
    }
    return report(ENVIRONMENT, "https://api.example.com", options, each -> {}, all);
  }

  static CheckReport report(
      Map<String, String> environment,
      String url,
      DeploymentOptions options,
      Consumer<StepName> progress,
      Stream<Poll> polls) {
    var all = new Deployments(polls.toList());
    var check = new DeploymentCheck(
        AppConfig.resolve(environment),
        ServiceUrl.parse(url).orElseThrow(),
        options,
        progress,
        all);
    try {
      return check.run(all::next);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A poll takes 4 ms; one without a response takes its whole time limit. */
  private Poll next(Duration longest) {
    Poll next = polls.get(Math.min(sent, polls.size() - 1));
    sent++;
    nanos += next.result() == PollResult.UNREACHABLE
        ? Math.min(longest.toNanos(), 5_000_000_000L) + 1
        : 4_000_000;
    return next;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void pause(Duration pause) {
    nanos += pause.toNanos();
  }

  public static CheckReport settled() {
    return report(TWO, times(3, OLD), times(4, NEW_A, OLD), times(99, NEW_A, NEW_B));
  }

  public static CheckReport rolledBack() {
    return report(TWO, times(4, OLD, NEW_A), times(99, OLD));
  }

  public static CheckReport unhealthy() {
    Poll down = poll(PollResult.UNHEALTHY, "v7", "b", "AUTH_FAILED");
    return report(TWO, times(99, NEW_A, down));
  }

  public static CheckReport degraded() {
    Poll soon = poll(PollResult.DEGRADED, "v7", "b", "TLS_CERTIFICATE_EXPIRING");
    return report(TWO, times(99, NEW_A, soon));
  }

  public static CheckReport closed() {
    return report(TWO, times(99, without(PollResult.PUBLIC)));
  }

  public static CheckReport unreachable() {
    return report(TWO, times(99, without(PollResult.UNREACHABLE)));
  }

  /** One report of each kind. */
  public static List<CheckReport> reports() {
    return List.of(settled(), rolledBack(), unhealthy(), degraded(), closed(), unreachable());
  }
}
