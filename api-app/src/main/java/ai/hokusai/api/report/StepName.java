package ai.hokusai.api.report;

import java.util.Locale;

/** The steps of the checks before and after a deployment, in order. */
public enum StepName {
  /** The group of all steps on documents. */
  DOCUMENTS("documents"),
  /** The references to values, and the values behind them. */
  VALUES("values"),
  /** The task definition can be registered, and its task starts. */
  TASK("task"),
  /** The service fits the server. */
  SERVICE("service"),
  /** The target groups fit the server. */
  TARGET("target"),
  /** The environment is resolved. */
  CONFIGURATION("configuration"),
  /** The group of all steps on Redis. */
  REDIS("Redis"),
  /** The sentinels are contacted, where there are any. */
  SENTINELS("sentinels"),
  /** The sentinels report the address of the primary. */
  MASTER("master"),
  /** The host name is resolved. */
  DNS("DNS"),
  /** A connection is opened. */
  TCP("TCP"),
  /** The TLS handshake. */
  TLS("TLS"),
  /** The credentials are fetched, where they have a source. */
  IDENTITY("identity"),
  /** AUTH is sent. */
  AUTH("AUTH"),
  /** PING is sent. */
  PING("PING"),
  /** HELLO reads role, mode and version. */
  ROLE("role"),
  /** CLUSTER SLOTS reads the slots of a cluster. */
  SLOTS("slots"),
  /** Every primary of a cluster is probed. */
  SHARDS("shards"),
  /** A key is written. */
  WRITE("write"),
  /** PING is sent over the pool. */
  POOL("pool"),
  /** The group of all steps on a deployed service. */
  DEPLOYMENT("deployment"),
  /** The service responds. */
  ANSWER("answer"),
  /** The response holds details. */
  DETAILS("details"),
  /** The release is the expected one. */
  RELEASE("release"),
  /** Enough instances respond. */
  INSTANCES("instances"),
  /** The instances are healthy. */
  HEALTH("health");

  private final String title;

  StepName(String title) {
    this.title = title;
  }

  /** The title for people. */
  public String title() {
    return title;
  }

  /** The name for machines. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns true if the target of the check is shown beside it. */
  boolean hasTarget() {
    return this == REDIS || this == DEPLOYMENT;
  }

  /** Returns true if it may be skipped; the others are prerequisites of later steps. */
  public boolean isOptional() {
    return this == ROLE || this == SHARDS || this == WRITE || this == POOL;
  }
}
