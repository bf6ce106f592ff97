package ai.hokusai.api.check;

import java.util.Locale;

/** The steps of the checks before and after a deployment, in the order in which they are taken. */
public enum StepName {
  /** What the environment says. */
  CONFIGURATION("configuration"),
  /** All that follow. */
  REDIS("Redis"),
  /** The name server is asked. */
  DNS("DNS"),
  /** A connection is opened. */
  TCP("TCP"),
  /** TLS is agreed on. */
  TLS("TLS"),
  /** Redis is greeted. */
  AUTH("AUTH"),
  /** Redis is asked for a PONG. */
  PING("PING"),
  /** Redis is asked what it is. */
  ROLE("role"),
  /** A key is written. */
  WRITE("write"),
  /** A request goes over the pool. */
  POOL("pool"),
  /** All that follow, after a deployment. */
  DEPLOYMENT("deployment"),
  /** The service is asked. */
  ANSWER("answer"),
  /** It shows who it is. */
  DETAILS("details"),
  /** It is the expected release. */
  RELEASE("release"),
  /** There are enough of it. */
  INSTANCES("instances"),
  /** They can work. */
  HEALTH("health");

  private final String title;

  StepName(String title) {
    this.title = title;
  }

  /** How people read it. */
  String title() {
    return title;
  }

  /** How machines read it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is about one place, which stands beside it. */
  boolean isAboutTarget() {
    return this == REDIS || this == DEPLOYMENT;
  }

  /** Whether it may be left out; the others are the way to it. */
  public boolean isOptional() {
    return this == ROLE || this == WRITE || this == POOL;
  }
}
