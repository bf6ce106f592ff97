package ai.hokusai.api.check;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.deployed.Answer;
import ai.hokusai.api.deployed.ServiceUrl;
import ai.hokusai.api.deployed.Sight;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Deployments as polls see them, in a time of their own that passes by polls and pauses only. */
final class Deployments implements Pace {
  static final DeploymentOptions TWO =
      new DeploymentOptions("v7", 2, false, Duration.ofSeconds(20), false);
  static final Map<String, String> ENVIRONMENT = Map.of("HEALTH_DETAILS_TOKEN", Looks.TOKEN);
  static final Answer NEW_A = answer(Sight.HEALTHY, "v7", "a", "healthy");
  static final Answer NEW_B = answer(Sight.HEALTHY, "v7", "b", "healthy");
  static final Answer OLD = answer(Sight.HEALTHY, "v6", "z", "healthy");

  private final List<Answer> answers;
  private long nanos;
  private int asked;

  private Deployments(List<Answer> answers) {
    this.answers = answers;
  }

  static Answer answer(Sight sight, String release, String instance, String reason) {
    return new Answer(sight, release, instance, reason);
  }

  static Answer without(Sight sight) {
    return answer(sight, "", "", "");
  }

  /** Answers, as often as that. */
  static Stream<Answer> times(int count, Answer... turns) {
    return Stream.generate(() -> Arrays.stream(turns)).flatMap(each -> each).limit(count);
  }

  /** Polls a service that answers one after the other, the last of them again and again. */
  @SafeVarargs
  static CheckReport report(DeploymentOptions options, Stream<Answer>... phases) {
    Stream<Answer> all = Stream.empty();
    for (Stream<Answer> each : phases) {
      all = Stream.concat(all, each);
    }
    return report(ENVIRONMENT, "https://api.example.com", options, each -> {}, all);
  }

  static CheckReport report(
      Map<String, String> environment,
      String url,
      DeploymentOptions options,
      Consumer<StepName> progress,
      Stream<Answer> answers) {
    var all = new Deployments(answers.toList());
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

  /** A poll takes 4 ms, and one without an answer all of its time. */
  private Answer next(Duration longest) {
    Answer next = answers.get(Math.min(asked, answers.size() - 1));
    asked++;
    nanos +=
        next.sight() == Sight.SILENT ? Math.min(longest.toNanos(), 5_000_000_000L) + 1 : 4_000_000;
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

  static CheckReport settled() {
    return report(TWO, times(3, OLD), times(4, NEW_A, OLD), times(99, NEW_A, NEW_B));
  }

  static CheckReport rolledBack() {
    return report(TWO, times(4, OLD, NEW_A), times(99, OLD));
  }

  static CheckReport unhealthy() {
    Answer down = answer(Sight.UNHEALTHY, "v7", "b", "AUTH_FAILED");
    return report(TWO, times(99, NEW_A, down));
  }

  static CheckReport degraded() {
    Answer soon = answer(Sight.DEGRADED, "v7", "b", "TLS_CERTIFICATE_EXPIRING");
    return report(TWO, times(99, NEW_A, soon));
  }

  static CheckReport closed() {
    return report(TWO, times(99, without(Sight.CLOSED)));
  }

  static CheckReport unreachable() {
    return report(TWO, times(99, without(Sight.SILENT)));
  }

  static List<CheckReport> reports() {
    return List.of(settled(), rolledBack(), unhealthy(), degraded(), closed(), unreachable());
  }
}
