package ai.hokusai.api.document;

import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.Severity;

/** The codes of the check of documents; each has a section in {@code docs/diagnostics.md}. */
public enum DocumentCode implements Issue {
  SECRET_REFERENCE_MALFORMED(
      Severity.ERROR,
      "the reference is neither the name of a parameter nor the ARN of a parameter or secret",
      "write the whole ARN; a key of a JSON secret is written ARN:KEY::, with two colons at"
          + " the end"),
  SECRET_REFERENCE_PLACEHOLDER(
      Severity.ERROR,
      "the reference holds a placeholder",
      "check the rendered document, such as the output of envsubst or ecspresso render taskdef, or"
          + " write the ARN"),
  SECRET_NEEDS_ARN(
      Severity.ERROR,
      "the reference is the name of a secret, and ECS looks up a bare name as a parameter",
      "write the ARN of the secret"),
  VALUE_NOT_FOUND(
      Severity.ERROR,
      "AWS has no value for the reference",
      "correct the reference, or create the parameter or secret in the account and region of the"
          + " task"),
  SECRET_KEY_MISSING(
      Severity.ERROR,
      "the secret is not a JSON object with the key of the reference",
      "name a key of the secret, or the secret without a key"),
  VALUE_FROM_IN_ENVIRONMENT(
      Severity.ERROR,
      "environment has valueFrom, or secrets has value",
      "write a reference as valueFrom in secrets, and a plain value as value in environment"),
  VARIABLE_TWICE(
      Severity.ERROR, "the container has the variable twice", "remove the entry that is not meant"),
  EXECUTION_ROLE_MISSING(
      Severity.ERROR,
      "the task definition has secrets and no executionRoleArn",
      "set executionRoleArn to a role with permission to read them"),
  LOG_STREAM_PREFIX_MISSING(
      Severity.ERROR,
      "the log driver awslogs has no stream prefix, which Fargate requires",
      "set awslogs-stream-prefix in the options of logConfiguration"),
  STOP_TIMEOUT_TOO_LONG(
      Severity.ERROR,
      "stopTimeout exceeds the maximum of Fargate",
      "set stopTimeout to at most 120"),
  REGION_OF_PARAMETER(
      Severity.WARNING,
      "the value is in another region than the log or the image of the container",
      "correct the region in the ARN, or write the ARN where the reference is a bare name"),
  PARAMETER_FORM(
      Severity.CORRECTION,
      "the parameter holds a bare host, which other clients do not read as a URL",
      "store a URL in the parameter, if every service that reads it accepts one"),
  SECRET_IN_ENVIRONMENT(
      Severity.WARNING,
      "the document holds a secret in plain text",
      "store the secret in Secrets Manager or as a SecureString, refer to it in secrets, and rotate"
          + " it"),
  ENVIRONMENT_FILE_NOT_READ(
      Severity.WARNING,
      "environmentFiles are not read, and may set further variables",
      "write the variables of Redis in environment or secrets, or run check in the container"),
  HEALTH_PATH_UNKNOWN(
      Severity.ERROR,
      "the target group checks a path that this server does not have, so no target becomes healthy",
      "set the path to /health/alb"),
  HEALTH_PATH_ASKS_REDIS(
      Severity.WARNING,
      "the target group checks a path that returns 503 while Redis is down, so an outage of Redis"
          + " replaces every task",
      "set the path to /health/alb"),
  HEALTH_PATH_DOES_NOT_DRAIN(
      Severity.WARNING,
      "the target group checks a path that returns 200 while the server is draining",
      "set the path to /health/alb"),
  MATCHER_REFUSES_200(
      Severity.ERROR,
      "the matcher of the target group does not include 200, the status of a healthy target",
      "set the matcher to 200"),
  MATCHER_TAKES_ERRORS(
      Severity.WARNING,
      "the matcher of the target group includes 401, 404, 405 or 503, the status of a target that is"
          + " not healthy",
      "set the matcher to 200"),
  HEALTH_PORT_DIFFERS(
      Severity.ERROR,
      "the target group checks another port than API_PORT",
      "set the health check port to traffic-port"),
  TARGET_TYPE_MISMATCH(
      Severity.ERROR,
      "the network mode is awsvpc, and the target type is not ip",
      "create the target group again with the target type ip"),
  PORT_NOT_MAPPED(
      Severity.ERROR,
      "no port mapping of the container, or not the port of the load balancer, is API_PORT",
      "write the same port in portMappings, in the load balancer of the service and in API_PORT, which"
          + " is 8080 by default"),
  CONTAINER_UNKNOWN(
      Severity.ERROR,
      "the service names a container that the task definition does not have",
      "set containerName to the name of the container"),
  LISTENS_INSIDE_ONLY(
      Severity.ERROR,
      "API_HOST is a loopback address, which the load balancer cannot reach",
      "unset API_HOST"),
  STOP_TIMEOUT_TOO_SHORT(
      Severity.ERROR,
      "stopTimeout (30 s by default), or stop_grace_period of a compose file (10 s by default), is"
          + " shorter than the shutdown of the server",
      "set it to at least DRAIN_DELAY and DRAIN_TIMEOUT and 4 s together, or lower the two"),
  DEREGISTRATION_LONG(
      Severity.CORRECTION,
      "the deregistration delay, 300 s if it is not set, exceeds DRAIN_TIMEOUT and makes each"
          + " deployment longer",
      "set deregistration_delay.timeout_seconds to DRAIN_TIMEOUT"),
  DRAIN_DELAY_SHORT(
      Severity.CORRECTION,
      "the load balancer detects a draining target later than DRAIN_DELAY ends, which matters for"
          + " stop-task and Fargate Spot",
      "lower interval or unhealthy threshold of the target group, or raise DRAIN_DELAY and"
          + " stopTimeout"),
  GRACE_PERIOD_TOO_SHORT(
      Severity.WARNING,
      "the load balancer fails a task before the server has started on this share of a processor",
      "raise healthCheckGracePeriodSeconds, for example to 60"),
  DEPLOYMENT_CANNOT_MOVE(
      Severity.ERROR,
      "with these percentages ECS can neither start a new task nor stop an old one",
      "set minimumHealthyPercent to 100 and maximumPercent to 200"),
  DEPLOYMENT_TAKES_ALL_DOWN(
      Severity.WARNING,
      "with this percentage a deployment may stop every task before a new one runs",
      "set minimumHealthyPercent to 100"),
  CIRCUIT_BREAKER_OFF(
      Severity.WARNING,
      "the deployment has neither a circuit breaker nor alarms, so a failed one never ends",
      "set enable and rollback of deploymentCircuitBreaker to true"),
  ROLLBACK_OFF(
      Severity.WARNING,
      "the circuit breaker ends a failed deployment and does not roll it back",
      "set rollback of deploymentCircuitBreaker to true"),
  TOLERANT_START_IS_HEALTHY(
      Severity.WARNING,
      "STARTUP_POLICY is tolerant, so a task with a wrong token is healthy at /health/alb, and the"
          + " deployment completes",
      "unset STARTUP_POLICY, or run check --after-deploy"),
  CONTAINER_NOT_ESSENTIAL(
      Severity.ERROR,
      "the container is not essential, so the task continues without the server",
      "set essential to true"),
  HEAP_ABOVE_MEMORY(
      Severity.ERROR,
      "the heap of -Xmx does not fit into the memory of the container",
      "remove -Xmx, or raise memory"),
  LOG_NOT_KEPT(
      Severity.WARNING,
      "the container has no logConfiguration, so the reason of a refused start is lost",
      "set logConfiguration"),
  RELEASE_ID_MISSING(
      Severity.WARNING,
      "RELEASE_ID is not set, so check --after-deploy cannot distinguish releases",
      "set RELEASE_ID to the version or commit"),
  DETAILS_TOKEN_MISSING(
      Severity.WARNING,
      "HEALTH_DETAILS_TOKEN is not set, so check --after-deploy cannot read the release",
      "set HEALTH_DETAILS_TOKEN in secrets"),
  HEALTH_COMMAND_OWN(
      Severity.CORRECTION,
      "the health check of the container ends tasks for faults that the load balancer detects, and"
          + " needs a program in the image",
      "remove healthCheck, unless the service has no load balancer"),
  VALUE_NOT_KNOWN(
      Severity.WARNING,
      "the value is not known and was not checked",
      "pass the value with --values, or with --parameter if it is no secret"),
  VALUE_NOT_QUOTED(
      Severity.WARNING,
      "the value has no quotes, and readers of YAML change it, such as yes to true and 010 to 8, so it"
          + " was not checked",
      "write the value in quotes");

  private final Severity severity;
  private final String message;
  private final String remedy;

  DocumentCode(Severity severity, String message, String remedy) {
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
    return finding(severity, "");
  }

  /**
   * A finding with another severity.
   *
   * @param detail a variable or a number of this server for the message, empty for none
   */
  public Finding finding(Severity other, String detail) {
    return Finding.of(other, this, detail);
  }

  /** A finding whose remedy ends with a command to run. */
  Finding finding(Severity other, String detail, String command) {
    String shown = finding(other, detail).message();
    return Finding.of(other, name(), null, shown, remedy + ": " + command);
  }
}
