package ai.hokusai.api.config;

import ai.hokusai.config.setting.Variable;

/** The variables of the server itself. */
public enum ApiVariable implements Variable {
  /** Where the server listens. */
  API_HOST(Kind.TEXT, "0.0.0.0", "address or host name to listen on"),
  /** The port on which it listens. */
  API_PORT(Kind.TEXT, "8080", "port to listen on"),
  /** What happens where the settings cannot work. */
  STARTUP_POLICY(
      Kind.WORD,
      "strict",
      "`strict` exits with code 78 if the settings cannot work, `tolerant` starts and answers 503"),
  /** How long a fault of the settings ends the process. */
  STARTUP_GRACE(
      Kind.TEXT,
      "30s",
      "time after the start in which a configuration fault that Redis reports ends the process"),
  /** How often Redis is asked. */
  HEALTH_INTERVAL(
      Kind.TEXT,
      "1500ms",
      "pause between two probes of a healthy Redis; unset, `HEALTH_DEADLINE` where that is longer"),
  /** How long a probe takes at most. */
  HEALTH_DEADLINE(Kind.TEXT, "1s", "time limit of a probe, at most the interval"),
  /** The pause between two new connections. */
  HEALTH_CONNECT_INTERVAL(Kind.TEXT, "30s", "pause between two probes on a new connection"),
  /** How many successes end an outage. */
  HEALTH_RISE(Kind.TEXT, "2", "consecutive successes that end an outage"),
  /** How many failures begin one. */
  HEALTH_FALL(Kind.TEXT, "3", "consecutive failures that start an outage"),
  /** Whether a Redis that takes no writes is a failure. */
  HEALTH_WRITE_CANARY(
      Kind.TEXT, "false", "whether each probe and `check` also write a key that expires"),
  /** Whether the service is of no use while Redis takes no writes. */
  HEALTH_WRITES_REQUIRED(
      Kind.TEXT,
      "true",
      "whether failing writes make the service unhealthy, not only degraded, while reads work"),
  /** Who may see the details of the health. */
  HEALTH_DETAILS_TOKEN(
      Kind.SECRET,
      "",
      "bearer token for the detailed health responses; unset, no request gets them"),
  /** Whether a caller on this machine may see them too. */
  HEALTH_DETAILS_LOOPBACK(
      Kind.TEXT,
      "false",
      "whether a client on a loopback address gets the details without a token"),
  /** Whether the models are served. */
  MODELS_ENABLED(Kind.TEXT, "false", "whether `/api/v1/models` is served"),
  /** What a client of the models has to send. */
  MODELS_TOKEN(
      Kind.SECRET,
      "",
      "bearer token that each request to the models must send; required with MODELS_ENABLED=true"),
  /** How many documents are kept. */
  MODELS_MAX_DOCUMENTS(Kind.TEXT, "1000", "maximum number of documents in Redis"),
  /** How long all of them are together. */
  MODELS_MAX_BYTES(Kind.TEXT, "16777216", "maximum total size of all documents in Redis, in bytes"),
  /** How long the server says that it is about to stop before it does. */
  DRAIN_DELAY(
      Kind.TEXT,
      "10s",
      "time for which `/health` and `/health/alb` answer 503 before the server stops"),
  /** How long it waits for what is in flight. */
  DRAIN_TIMEOUT(Kind.TEXT, "15s", "time limit for requests in flight after that"),
  /** The form of the log. */
  LOG_FORMAT(Kind.WORD, "json", "`json` for machines or `text` for people"),
  /** The least important events that are logged. */
  LOG_LEVEL(
      Kind.WORD, "info", "`error`, `warn`, `info` or `debug`, the level of this service's events"),
  /** The release that runs. */
  RELEASE_ID(Kind.TEXT, "", "name of the release, such as a version or a commit");

  private final Kind kind;
  private final String defaultText;
  private final String meaning;

  ApiVariable(Kind kind, String defaultText, String meaning) {
    this.kind = kind;
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String defaultText() {
    return defaultText;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public boolean hasFile() {
    return this == HEALTH_DETAILS_TOKEN || this == MODELS_TOKEN;
  }
}
