package ai.hokusai.api.deployment;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.Outcome;
import ai.hokusai.api.report.Step;
import ai.hokusai.api.report.StepName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Verifies that a deployed release is live: polls the service until enough instances, and no others, have
 * reported the release for a while, or until the time limit. Runs once.
 */
public final class DeploymentCheck {
  static final Duration PAUSE = Duration.ofMillis(250);

  // Also the prefix of the variable for its file, and of common misspellings.
  private static final String TOKEN_VARIABLE = "HEALTH_DETAIL";

  private final AppConfig config;
  private final ServiceUrl url;
  private final DeploymentOptions options;
  private final Consumer<StepName> progress;
  private final PollTimer timer;
  private final PollHistory history;
  private final DeploymentSteps steps;

  /**
   * Creates a check.
   *
   * @param config the resolved environment, of which only the details token is used
   * @param url the address of the service
   * @param options the expected release and the limits
   * @param progress receives the pending step before each poll
   */
  public DeploymentCheck(
      AppConfig config, ServiceUrl url, DeploymentOptions options, Consumer<StepName> progress) {
    this(config, url, options, progress, PollTimer.SYSTEM);
  }

  DeploymentCheck(
      AppConfig config,
      ServiceUrl url,
      DeploymentOptions options,
      Consumer<StepName> progress,
      PollTimer timer) {
    this.config = config;
    this.url = url;
    this.options = options;
    this.progress = progress;
    this.timer = timer;
    this.history = new PollHistory(options);
    this.steps = new DeploymentSteps(history, options);
  }

  /** Polls the service and reports the result. */
  public CheckReport run() throws InterruptedException {
    return run(new HttpService(url, config.health().detailsToken())::poll);
  }

  CheckReport run(Poll.Source service) throws InterruptedException {
    List<Finding> tokenFindings = config.diagnostics().stream()
        .filter(each -> each.origin().variable().startsWith(TOKEN_VARIABLE))
        .map(Finding::of)
        .toList();
    Step configuration = Step.completed(StepName.CONFIGURATION, "", null, tokenFindings, List.of());
    List<Step> deploymentSteps =
        configuration.outcome() == Outcome.FAIL ? skipAll() : pollUnlessExposed(service);
    List<Step> all = List.of(configuration, Step.group(StepName.DEPLOYMENT, deploymentSteps));
    return CheckReport.of(url.toString(), all, false);
  }

  private static List<Step> skipAll() {
    return EnumSet.range(StepName.ANSWER, StepName.HEALTH).stream()
        .map(each -> Step.skipped(each, "not run: configuration failed"))
        .toList();
  }

  private List<Step> pollUnlessExposed(Poll.Source service) throws InterruptedException {
    return isExposed() && !options.allowsPlainHttp()
        ? steps.withoutPoll(DeploymentCode.TOKEN_NOT_SENT)
        : poll(service);
  }

  private List<Step> poll(Poll.Source service) throws InterruptedException {
    long start = timer.nanoTime();
    Duration left = options.timeout();
    while (!left.isNegative()) {
      progress.accept(pending());
      Poll poll = service.poll(left);
      left = options.timeout().minus(waitedSince(start));
      // A poll that the time limit cut off proves nothing, unless it was the only one.
      boolean isCutOff =
          poll.result() == PollResult.UNREACHABLE && left.isNegative() && history.polls() > 0;
      if (isCutOff || isDecided(poll)) {
        break;
      }
      left = left.minus(PAUSE);
      if (!left.isNegative()) {
        timer.pause(PAUSE);
      }
    }
    return steps.all(waitedSince(start), isExposed());
  }

  private Duration waitedSince(long start) {
    return Duration.ofNanos(timer.nanoTime() - start);
  }

  private boolean isDecided(Poll poll) {
    history.add(poll);
    // Without a token, no later response can show the release.
    boolean isFinal = poll.result() == PollResult.PUBLIC && !hasToken();
    return isFinal || history.isSettled();
  }

  private StepName pending() {
    if (history.polls() == 0) {
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
