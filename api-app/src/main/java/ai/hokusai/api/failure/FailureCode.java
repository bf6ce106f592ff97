package ai.hokusai.api.failure;

import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.Severity;

/**
 * The causes of a failed deployment that ECS reports and the service itself does not; each has a
 * section in {@code docs/diagnostics.md}. Codes of the check of documents and of the service are
 * used where they name the cause.
 */
enum FailureCode implements Issue {
  TASK_REFUSED(
      "the service refused to start with exit code 78, and its log is not in the input",
      "read startup.refused in the log of the task, which has the code and the remedy"),
  TASK_INTERNAL_ERROR(
      "the service ended with an internal error, exit code 70",
      "report the error with the log of the task"),
  HEAP_EXHAUSTED(
      "the JVM ended with exit code 3: its heap was exhausted",
      "raise memory of the container, of which the heap has a share"),
  STOPPED_TWICE(
      "a second signal ended the service before its shutdown was complete",
      "send SIGTERM once, and wait as long as stopTimeout"),
  TASK_OUT_OF_MEMORY(
      "the container exceeded its memory and was killed",
      "raise memory of the container, or lower the share of the heap"),
  TASK_KILLED(
      "the container was killed with exit code 137: it had not stopped when stopTimeout ended",
      "set stopTimeout to more than DRAIN_DELAY and DRAIN_TIMEOUT together, plus 4 s"),
  TASK_ENDED(
      "the task ended, and its exit code is none of this service", "read the log of the task"),
  TASK_NOT_STARTED(
      "the task never started, for a reason that is not known here",
      "read stoppedReason of the task"),
  SECRET_ACCESS_DENIED(
      "the execution role may not read a secret of the task definition",
      "allow ssm:GetParameters or secretsmanager:GetSecretValue on it, and kms:Decrypt on its key,"
          + " in the execution role"),
  SECRETS_UNREACHABLE(
      "ECS could not reach the service that holds the secrets, and timed out",
      "give the subnets of the task a NAT gateway, or VPC endpoints for SSM, Secrets Manager and"
          + " KMS"),
  IMAGE_NOT_PULLED(
      "ECS could not pull the image",
      "check that the tag exists, that the execution role may pull it, and that the subnets reach"
          + " the registry"),
  LOG_GROUP_MISSING(
      "the log driver could not start: its log group does not exist, or may not be written",
      "create the log group of logConfiguration, and allow logs:CreateLogStream and"
          + " logs:PutLogEvents in the execution role"),
  TARGET_TIMEOUT(
      "the health check of the load balancer timed out",
      "allow traffic from the security group of the load balancer on the port of the container,"
          + " and check the port and the grace period"),
  HEALTH_CHECK_FAILED(
      "the health check of the load balancer failed, and the response is not in the input",
      "read the events of the service, which have the status of the response"),
  TASK_NOT_PLACED(
      "ECS could not place a task",
      "check the capacity of the cluster, the subnets and the quota of Fargate"),
  ALARM_TRIGGERED(
      "an alarm of CloudWatch ended the deployment, and no task failed",
      "look at the alarm; the release may be right and its effect not"),
  CAUSE_NOT_KNOWN(
      "the deployment failed, and no document in the input names a task that failed",
      "add the output of aws ecs describe-tasks, which has stopped tasks for about an hour");

  private final String message;
  private final String remedy;

  FailureCode(String message, String remedy) {
    this.message = message;
    this.remedy = remedy;
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

  /** A finding with a detail in its message, empty for none. */
  Finding finding(String detail) {
    return Finding.of(Severity.ERROR, this, detail);
  }
}
