package ai.hokusai.api.document;

import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.Severity;

/** The codes of the check of documents; each has a section in {@code docs/diagnostics.md}. */
enum DocumentCode implements Issue {
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
  VALUE_NOT_KNOWN(
      Severity.WARNING,
      "the value is not known and was not checked",
      "pass the value with --values, or with --parameter if it is no secret");

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
   * @param variable the variable that message names, empty for none
   */
  Finding finding(Severity other, String variable) {
    return Finding.of(other, name(), null, message(variable), remedy);
  }

  /** A finding whose remedy ends with a command to run. */
  Finding finding(Severity other, String variable, String command) {
    return Finding.of(other, name(), null, message(variable), remedy + ": " + command);
  }

  private String message(String variable) {
    return variable.isEmpty() ? message : message + " (" + variable + ")";
  }
}
