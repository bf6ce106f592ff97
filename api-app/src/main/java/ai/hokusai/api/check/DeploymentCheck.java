package ai.hokusai.api.check;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.deployed.Answer;
import ai.hokusai.api.deployed.DeployedService;
import ai.hokusai.api.deployed.ServiceUrl;
import ai.hokusai.api.deployed.Sight;
import ai.hokusai.api.format.Finding;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether a release that was deployed is the one that answers: the service is polled until enough of its
 * instances, and no others, have reported the release for a while, or until the time is over. Run once.
 */
public final class DeploymentCheck {
  static final Duration PAUSE = Duration.ofMillis(250);

  // Its file and what it is often misspelt as begin with this too.
  private static final String TOKEN_VARIABLE = "HEALTH_DETAIL";

  private final AppConfig config;
  private final ServiceUrl url;
  private final DeploymentOptions options;
  private final Consumer<StepName> progress;
  private final Pace pace;
  private final Sightings seen;
  private final DeploymentSteps steps;

  /**
   * Prepares a check.
   *
   * @param config what the environment says, of which only the details token counts
   * @param url where the service is
   * @param options what to wait for
   * @param progress told before each poll which step is not done yet
   * @param pace the time that passes
   */
  public DeploymentCheck(
      AppConfig config,
      ServiceUrl url,
      DeploymentOptions options,
      Consumer<StepName> progress,
      Pace pace) {
    this.config = config;
    this.url = url;
    this.options = options;
    this.progress = progress;
    this.pace = pace;
    this.seen = new Sightings(options);
    this.steps = new DeploymentSteps(seen, options);
  }

  /** Polls the service and judges what it saw. */
  public CheckReport run(DeployedService service) throws InterruptedException {
    List<Finding> ofToken = config.diagnostics().stream()
        .filter(each -> each.origin().variable().startsWith(TOKEN_VARIABLE))
        .map(Finding::of)
        .toList();
    Step configuration = Step.taken(StepName.CONFIGURATION, "", null, ofToken, List.of());
    List<Step> ofDeployment =
        configuration.outcome() == Outcome.FAIL ? none() : sendOrRefuse(service);
    List<Step> all = List.of(configuration, Step.group(StepName.DEPLOYMENT, ofDeployment));
    var outcome = Outcome.worst(all.stream().map(Step::outcome));
    int exitCode = CheckExit.of(outcome, options.failsOnWarning(), false);
    return new CheckReport(url.toString(), all, exitCode);
  }

  private static List<Step> none() {
    return EnumSet.range(StepName.ANSWER, StepName.HEALTH).stream()
        .map(each -> Step.skipped(each, "not run: configuration failed"))
        .toList();
  }

  private List<Step> sendOrRefuse(DeployedService service) throws InterruptedException {
    return isExposed() && !options.allowsPlainHttp()
        ? steps.withoutPoll(DeploymentCode.TOKEN_NOT_SENT)
        : ofDeployment(service);
  }

  private List<Step> ofDeployment(DeployedService service) throws InterruptedException {
    long start = pace.nanoTime();
    Duration left = options.timeout();
    while (!left.isNegative()) {
      progress.accept(pending());
      Answer answer = service.ask(left);
      left = options.timeout().minus(waitedSince(start));
      // That nothing came before the end of the time says nothing, unless it was the only poll.
      boolean isCutOff = answer.sight() == Sight.SILENT && left.isNegative() && seen.polls() > 0;
      if (isCutOff || isDecided(answer)) {
        break;
      }
      left = left.minus(PAUSE);
      if (!left.isNegative()) {
        pace.pause(PAUSE);
      }
    }
    return steps.all(waitedSince(start), isExposed());
  }

  private Duration waitedSince(long start) {
    return Duration.ofNanos(pace.nanoTime() - start);
  }

  private boolean isDecided(Answer answer) {
    seen.add(answer);
    // Without a token, there is nothing that a later answer could show.
    boolean isHopeless = answer.sight() == Sight.CLOSED && !hasToken();
    return isHopeless || seen.isSettled();
  }

  private StepName pending() {
    if (seen.polls() == 0) {
      return StepName.ANSWER;
    }
    return steps.all(Duration.ZERO, false).stream()
        .filter(each -> each.outcome() == Outcome.FAIL)
        .map(Step::name)
        .findFirst()
        .orElse(StepName.RELEASE);
  }

  private boolean isExposed() {
    return url.isExposed() && hasToken();
  }

  private boolean hasToken() {
    return config.health().detailsToken() != null;
  }
}
