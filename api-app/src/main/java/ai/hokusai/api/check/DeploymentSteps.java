package ai.hokusai.api.check;

import static ai.hokusai.api.check.DeploymentCode.DETAILS_NOT_SHOWN;
import static ai.hokusai.api.check.DeploymentCode.INSTANCES_TOO_FEW;
import static ai.hokusai.api.check.DeploymentCode.INSTANCE_DEGRADED;
import static ai.hokusai.api.check.DeploymentCode.INSTANCE_UNHEALTHY;
import static ai.hokusai.api.check.DeploymentCode.RELEASE_GONE;
import static ai.hokusai.api.check.DeploymentCode.RELEASE_NOT_ALONE;
import static ai.hokusai.api.check.DeploymentCode.RELEASE_NOT_NAMED;
import static ai.hokusai.api.check.DeploymentCode.RELEASE_NOT_SEEN;
import static ai.hokusai.api.check.DeploymentCode.RELEASE_NOT_SETTLED;
import static ai.hokusai.api.check.DeploymentCode.SERVICE_HOST_UNKNOWN;
import static ai.hokusai.api.check.DeploymentCode.SERVICE_NOT_RECOGNIZED;
import static ai.hokusai.api.check.DeploymentCode.SERVICE_REDIRECTS;
import static ai.hokusai.api.check.DeploymentCode.SERVICE_TLS_FAILED;
import static ai.hokusai.api.check.DeploymentCode.SERVICE_UNREACHABLE;
import static ai.hokusai.api.check.DeploymentCode.SERVICE_URL_EXPOSED;

import ai.hokusai.api.deployed.Sight;
import ai.hokusai.api.format.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the polls of a deployment come to, step by step. */
final class DeploymentSteps {
  private final Sightings seen;
  private final DeploymentOptions options;

  DeploymentSteps(Sightings seen, DeploymentOptions options) {
    this.seen = seen;
    this.options = options;
  }

  /** Every step, in order. */
  List<Step> all(Duration waited, boolean isExposed) {
    return List.of(answer(waited, isExposed), details(), release(), instances(), health());
  }

  /** Every step where no request was sent. */
  List<Step> withoutPoll(DeploymentCode reason) {
    Step answer = Step.taken(
        StepName.ANSWER, "no request was sent", null, List.of(reason.finding()), List.of());
    return List.of(answer, details(), release(), instances(), health());
  }

  private Step answer(Duration waited, boolean isExposed) {
    var findings = new ArrayList<Finding>();
    seen.lately(each -> failure(each) != null).reduce((one, next) -> next).ifPresent(last -> {
      DeploymentCode code = failure(last.sight());
      if (code != null) {
        findings.add(code.finding());
      }
    });
    if (isExposed) {
      findings.add(SERVICE_URL_EXPOSED.finding());
    }
    String note = "to %d of %d polls".formatted(seen.answered(), seen.polls());
    List<Fact> facts =
        List.of(new Fact("polls", seen.polls()), new Fact("answered", seen.answered()));
    return Step.taken(StepName.ANSWER, note, waited, findings, facts);
  }

  private static @Nullable DeploymentCode failure(Sight sight) {
    return switch (sight) {
      case UNKNOWN_HOST -> SERVICE_HOST_UNKNOWN;
      case SILENT -> SERVICE_UNREACHABLE;
      case UNTRUSTED -> SERVICE_TLS_FAILED;
      case REDIRECT -> SERVICE_REDIRECTS;
      case FOREIGN -> SERVICE_NOT_RECOGNIZED;
      case HEALTHY, DEGRADED, UNHEALTHY, NAMELESS, CLOSED -> null;
    };
  }

  private Step details() {
    if (!seen.sawLately(Sight::isAnswer)) {
      return Step.skipped(StepName.DETAILS, "not run: no answer");
    }
    var findings = new ArrayList<Finding>();
    if (seen.sawLately(each -> each == Sight.CLOSED)) {
      findings.add(DETAILS_NOT_SHOWN.finding());
    }
    if (seen.sawLately(each -> each == Sight.NAMELESS)) {
      findings.add(RELEASE_NOT_NAMED.finding());
    }
    return Step.taken(StepName.DETAILS, "", null, findings, List.of());
  }

  private Step release() {
    InstanceCounts releases = seen.releases();
    if (releases.isEmpty()) {
      return Step.skipped(StepName.RELEASE, "not run: no details");
    }
    DeploymentCode fault = releaseFault(releases);
    List<Finding> findings = fault == null
        ? List.of()
        : List.of(fault.finding(releases.text() + "; expected: " + options.release()));
    List<Fact> facts = List.of(
        new Fact("expectedRelease", options.release()),
        new Fact("instancesByRelease", releases.byKind()));
    return Step.taken(StepName.RELEASE, releases.text(), null, findings, facts);
  }

  private @Nullable DeploymentCode releaseFault(InstanceCounts releases) {
    if (!seen.sawReleaseLately()) {
      return seen.wasReleaseSeen() ? RELEASE_GONE : RELEASE_NOT_SEEN;
    }
    if (releases.byKind().size() > 1) {
      return RELEASE_NOT_ALONE;
    }
    return seen.isCutShort() ? RELEASE_NOT_SETTLED : null;
  }

  private Step instances() {
    if (!seen.sawReleaseLately()) {
      return Step.skipped(StepName.INSTANCES, "not run: release not seen");
    }
    int usable = seen.usableInstances();
    String note = "%d of %d".formatted(usable, options.instances());
    List<Finding> findings =
        usable < options.instances() ? List.of(INSTANCES_TOO_FEW.finding(note)) : List.of();
    List<Fact> facts = List.of(
        new Fact("expectedInstances", options.instances()), new Fact("usableInstances", usable));
    return Step.taken(StepName.INSTANCES, note, null, findings, facts);
  }

  private Step health() {
    if (!seen.sawReleaseLately()) {
      return Step.skipped(StepName.HEALTH, "not run: release not seen");
    }
    InstanceCounts unhealthy = seen.reasons(Sight.UNHEALTHY);
    InstanceCounts degraded = seen.reasons(Sight.DEGRADED);
    var findings = new ArrayList<Finding>();
    if (!unhealthy.isEmpty()) {
      findings.add(INSTANCE_UNHEALTHY.finding(unhealthy.text()));
    }
    if (!degraded.isEmpty()) {
      findings.add(INSTANCE_DEGRADED.finding(degraded.text()));
    }
    List<Fact> facts = List.of(
        new Fact("unhealthyByReason", unhealthy.byKind()),
        new Fact("degradedByReason", degraded.byKind()));
    return Step.taken(StepName.HEALTH, "", null, findings, facts);
  }
}
