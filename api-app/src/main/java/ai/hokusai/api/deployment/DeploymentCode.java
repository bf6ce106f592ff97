package ai.hokusai.api.deployment;

import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.Severity;

/** The codes of the check after a deployment; each has a section in {@code docs/diagnostics.md}. */
enum DeploymentCode implements Issue {
  TOKEN_NOT_SENT(
      Severity.ERROR,
      "the token was not sent: the URL is not https, so the token would cross the network"
          + " unencrypted",
      "use https in --url; --allow-plain-http sends the token unencrypted"),
  SERVICE_URL_EXPOSED(
      Severity.WARNING,
      "the URL is not https, so the token crosses the network unencrypted",
      "use https in --url"),
  SERVICE_HOST_UNKNOWN(
      Severity.ERROR,
      "DNS has no record of the host in --url",
      "check the host in --url, and that DNS resolves it on this machine"),
  SERVICE_UNREACHABLE(
      Severity.ERROR,
      "requests to --url timed out or were refused",
      "check host and port in --url, and that the load balancer allows traffic from this machine"),
  SERVICE_TLS_FAILED(
      Severity.ERROR,
      "TLS failed: this JVM does not trust the certificate of the host in --url",
      "check the host in --url, and that its certificate comes from a CA that this JVM trusts"),
  SERVICE_REDIRECTS(
      Severity.ERROR,
      "the service answered with a redirect, which is not followed because of the token",
      "set --url to the target of the redirect"),
  SERVICE_NOT_RECOGNIZED(
      Severity.ERROR,
      "the response at --url is not from the health endpoint of this service",
      "set --url to the address of /health; a load balancer without targets sends its own"
          + " response"),
  DETAILS_NOT_SHOWN(
      Severity.ERROR,
      "the service returned no details, so release and instance are unknown",
      "set HEALTH_DETAILS_TOKEN to the same value in the service and for this check, and set --url"
          + " to the address of /health"),
  RELEASE_NOT_NAMED(
      Severity.ERROR,
      "the service reports no release",
      "set RELEASE_ID in the environment of the service"),
  RELEASE_NOT_SEEN(
      Severity.ERROR,
      "no instance reports the expected release: the deployment was rolled back or has not started",
      "check whether RELEASE_ID equals --expect-release; on ECS, run docs/ecs/collect.sh and why"
          + " within an hour"),
  RELEASE_GONE(
      Severity.ERROR,
      "the expected release was live and no longer answers: the deployment was rolled back, or"
          + " continues with few instances",
      "check the log of the stopped tasks; on ECS, run docs/ecs/collect.sh and why within an hour"),
  RELEASE_NOT_ALONE(
      Severity.ERROR,
      "another release still answers: the deployment was rolled back or is still in progress",
      "check the deployment events; if it is in progress, raise --timeout"),
  RELEASE_NOT_SETTLED(
      Severity.ERROR,
      "--timeout ended before the expected release had answered alone for long enough",
      "raise --timeout"),
  INSTANCES_TOO_FEW(
      Severity.ERROR,
      "fewer instances of the release are usable than expected",
      "compare --instances with the desired count, check for tasks that fail to start, or raise"
          + " --timeout"),
  INSTANCE_UNHEALTHY(
      Severity.ERROR,
      "instances of the release are unhealthy",
      "look up the code in docs/diagnostics.md, and read the remedy in the detailed response of"
          + " /health"),
  INSTANCE_DEGRADED(
      Severity.WARNING,
      "instances of the release are degraded",
      "look up the code in docs/diagnostics.md, and read the remedy in the detailed response of"
          + " /health");

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
    return finding("");
  }

  /** A finding with details in its message, empty for none. */
  Finding finding(String details) {
    return Finding.of(severity, this, details);
  }
}
