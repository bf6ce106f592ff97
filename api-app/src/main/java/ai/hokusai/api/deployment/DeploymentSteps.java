package ai.hokusai.api.deployment;

import static ai.hokusai.api.deployment.DeploymentCode.DETAILS_NOT_SHOWN;
import static ai.hokusai.api.deployment.DeploymentCode.INSTANCES_TOO_FEW;
import static ai.hokusai.api.deployment.DeploymentCode.INSTANCE_DEGRADED;
import static ai.hokusai.api.deployment.DeploymentCode.INSTANCE_UNHEALTHY;
import static ai.hokusai.api.deployment.DeploymentCode.RELEASE_GONE;
import static ai.hokusai.api.deployment.DeploymentCode.RELEASE_NOT_ALONE;
import static ai.hokusai.api.deployment.DeploymentCode.RELEASE_NOT_NAMED;
import static ai.hokusai.api.deployment.DeploymentCode.RELEASE_NOT_SEEN;
import static ai.hokusai.api.deployment.DeploymentCode.RELEASE_NOT_SETTLED;
import static ai.hokusai.api.deployment.DeploymentCode.SERVICE_HOST_UNKNOWN;
import static ai.hokusai.api.deployment.DeploymentCode.SERVICE_NOT_RECOGNIZED;
import static ai.hokusai.api.deployment.DeploymentCode.SERVICE_REDIRECTS;
import static ai.hokusai.api.deployment.DeploymentCode.SERVICE_TLS_FAILED;
import static ai.hokusai.api.deployment.DeploymentCode.SERVICE_UNREACHABLE;
import static ai.hokusai.api.deployment.DeploymentCode.SERVICE_URL_EXPOSED;

import ai.hokusai.api.format.Finding;
import ai.hokusai.api.report.Step;
import ai.hokusai.api.report.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Derives the steps of the report from the polls. */
final class DeploymentSteps {
  private final PollHistory history;
  private final DeploymentOptions options;

  DeploymentSteps(PollHistory history, DeploymentOptions options) {
    this.history = history;
    this.options = options;
  }

  /** Every step, in order. */
  List<Step> all(Duration waited, boolean isExposed) {
    return List.of(answer(waited, isExposed), details(), release(), instances(), health());
  }

  /** Every step of a check that sent no request. */
  List<Step> withoutPoll(DeploymentCode reason) {
    Step answer = Step.completed(
        StepName.ANSWER, "no request was sent", null, List.of(reason.finding()), List.of());
    return List.of(answer, details(), release(), instances(), health());
  }

  private Step answer(Duration waited, boolean isExposed) {
    var findings = new ArrayList<Finding>();
    history.recent(each -> failure(each) != null).reduce((one, next) -> next).ifPresent(last -> {
      DeploymentCode code = failure(last.result());
      if (code != null) {
        findings.add(code.finding());
      }
    });
    if (isExposed) {
      findings.add(SERVICE_URL_EXPOSED.finding());
    }
    String note = "to %d of %d polls".formatted(history.responses(), history.polls());
    List<Step.Fact> facts = List.of(
        new Step.Fact("polls", history.polls()), new Step.Fact("answered", history.responses()));
    return Step.completed(StepName.ANSWER, note, waited, findings, facts);
  }

  private static @Nullable DeploymentCode failure(PollResult result) {
    return switch (result) {
      case UNKNOWN_HOST -> SERVICE_HOST_UNKNOWN;
      case UNREACHABLE -> SERVICE_UNREACHABLE;
      case UNTRUSTED -> SERVICE_TLS_FAILED;
      case REDIRECT -> SERVICE_REDIRECTS;
      case UNRECOGNIZED -> SERVICE_NOT_RECOGNIZED;
      case HEALTHY, DEGRADED, UNHEALTHY, UNNAMED, PUBLIC -> null;
    };
  }

  private Step details() {
    if (!history.sawRecently(PollResult::isFromService)) {
      return Step.skipped(StepName.DETAILS, "not run: no answer");
    }
    var findings = new ArrayList<Finding>();
    if (history.sawRecently(each -> each == PollResult.PUBLIC)) {
      findings.add(DETAILS_NOT_SHOWN.finding());
    }
    if (history.sawRecently(each -> each == PollResult.UNNAMED)) {
      findings.add(RELEASE_NOT_NAMED.finding());
    }
    return Step.completed(StepName.DETAILS, "", null, findings, List.of());
  }

  private Step release() {
    InstanceCounts releases = history.releases();
    if (releases.isEmpty()) {
      return Step.skipped(StepName.RELEASE, "not run: no details");
    }
    DeploymentCode fault = releaseFault(releases);
    List<Finding> findings = fault == null
        ? List.of()
        : List.of(fault.finding(releases.text() + "; expected: " + options.release()));
    List<Step.Fact> facts = List.of(
        new Step.Fact("expectedRelease", options.release()),
        new Step.Fact("instancesByRelease", releases.byKind()));
    return Step.completed(StepName.RELEASE, releases.text(), null, findings, facts);
  }

  private @Nullable DeploymentCode releaseFault(InstanceCounts releases) {
    if (!history.sawReleaseRecently()) {
      return history.wasReleaseSeen() ? RELEASE_GONE : RELEASE_NOT_SEEN;
    }
    if (releases.byKind().size() > 1) {
      return RELEASE_NOT_ALONE;
    }
    return history.isTooShort() ? RELEASE_NOT_SETTLED : null;
  }

  private Step instances() {
    if (!history.sawReleaseRecently()) {
      return Step.skipped(StepName.INSTANCES, "not run: release not seen");
    }
    int usable = history.usableInstances();
    String note = "%d of %d".formatted(usable, options.instances());
    List<Finding> findings =
        usable < options.instances() ? List.of(INSTANCES_TOO_FEW.finding(note)) : List.of();
    List<Step.Fact> facts = List.of(
        new Step.Fact("expectedInstances", options.instances()),
        new Step.Fact("usableInstances", usable));
    return Step.completed(StepName.INSTANCES, note, null, findings, facts);
  }

  private Step health() {
    if (!history.sawReleaseRecently()) {
      return Step.skipped(StepName.HEALTH, "not run: release not seen");
    }
    InstanceCounts unhealthy = history.reasons(PollResult.UNHEALTHY);
    InstanceCounts degraded = history.reasons(PollResult.DEGRADED);
    var findings = new ArrayList<Finding>();
    if (!unhealthy.isEmpty()) {
      findings.add(INSTANCE_UNHEALTHY.finding(unhealthy.text()));
    }
    if (!degraded.isEmpty()) {
      findings.add(INSTANCE_DEGRADED.finding(degraded.text()));
    }
    List<Step.Fact> facts = List.of(
        new Step.Fact("unhealthyByReason", unhealthy.byKind()),
        new Step.Fact("degradedByReason", degraded.byKind()));
    return Step.completed(StepName.HEALTH, "", null, findings, facts);
  }
}
