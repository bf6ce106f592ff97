package ai.hokusai.api.check;

import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.Severity;

/** What can be wrong with a deployment; each has its section in {@code docs/diagnostics.md}. */
enum DeploymentCode implements Issue {
  TOKEN_NOT_SENT(
      Severity.ERROR,
      "the token was not sent: the URL is not https, and others on the way could read it",
      "give --url with https; --allow-plain-http sends the token in clear"),
  SERVICE_URL_EXPOSED(
      Severity.WARNING,
      "the URL is not https, so that others on the way can read the token",
      "give --url with https"),
  SERVICE_HOST_UNKNOWN(
      Severity.ERROR,
      "the host of the URL is not known to the name server",
      "check the host in --url, and that its name can be looked up from here"),
  SERVICE_UNREACHABLE(
      Severity.ERROR,
      "nothing answered in time at the URL",
      "check host and port in --url, and that the load balancer lets this machine in"),
  SERVICE_TLS_FAILED(
      Severity.ERROR,
      "TLS failed: the host of the URL shows no certificate that this JVM accepts for it",
      "check the host in --url, and that its certificate comes from an authority that this JVM trusts"),
  SERVICE_REDIRECTS(
      Severity.ERROR,
      "the URL answers with a redirect, which is not followed because of the token",
      "give --url the address that it leads to"),
  SERVICE_NOT_RECOGNIZED(
      Severity.ERROR,
      "what answers at the URL is not the health of this service",
      "let --url lead to /health; a load balancer that has no target answers by itself"),
  DETAILS_NOT_SHOWN(
      Severity.ERROR,
      "the service showed no details, and so neither release nor instance",
      "set HEALTH_DETAILS_TOKEN to one value in the service and here, and let --url lead to /health"),
  RELEASE_NOT_NAMED(
      Severity.ERROR,
      "the service does not name its release",
      "set RELEASE_ID in the environment of the service"),
  RELEASE_NOT_SEEN(
      Severity.ERROR,
      "no instance reports the expected release: the deployment rolled back, or is still to come",
      "look at the events of the deployment, at startup.refused in the log, and whether RELEASE_ID is what --expect-release says"),
  RELEASE_GONE(
      Severity.ERROR,
      "the expected release was there and no longer answers: the deployment rolled back, or goes on with few instances",
      "look at the events of the deployment and at the log of the tasks that ended"),
  RELEASE_NOT_ALONE(
      Severity.ERROR,
      "another release still answers: the deployment rolled back, or is still going on",
      "look at the events of the deployment; where it goes on, give --timeout more"),
  RELEASE_NOT_SETTLED(
      Severity.ERROR,
      "the time was over before the expected release had answered alone for long enough",
      "give --timeout more"),
  INSTANCES_TOO_FEW(
      Severity.ERROR,
      "fewer instances than expected can work with the release",
      "compare --instances with the desired count, look for tasks that do not start, or give --timeout more"),
  INSTANCE_UNHEALTHY(
      Severity.ERROR,
      "instances of the release cannot work",
      "look up the code in docs/diagnostics.md, and ask /health for what to do"),
  INSTANCE_DEGRADED(
      Severity.WARNING,
      "instances of the release work, and say that something is not as it should be",
      "look up the code in docs/diagnostics.md, and ask /health for what to do");

  private final Severity severity;
  private final String message;
  private final String remedy;

  DeploymentCode(Severity severity, String message, String remedy) {
    this.severity = severity;
    this.message = message;
    this.remedy = remedy;
  }

  Severity severity() {
    return severity;
  }

  @Override
  public String code() {
    return name();
  }

  @Override
  public String message() {
    return message;
  }

  @Override
  public String remedy() {
    return remedy;
  }

  Finding finding() {
    return Finding.of(severity, this);
  }

  /** One that also says which and how many. */
  Finding finding(String figures) {
    return Finding.of(severity, name(), message + " (" + figures + ")", remedy);
  }
}
