package ai.hokusai.api.config;

import ai.hokusai.config.setting.Variable;

/** The variables of the server itself. */
public enum ApiVariable implements Variable {
  /** Where the server listens. */
  API_HOST(Kind.TEXT, "0.0.0.0", "address or name to listen on"),
  /** The port on which it listens. */
  API_PORT(Kind.TEXT, "8080", "port to listen on"),
  /** What happens where the settings cannot work. */
  STARTUP_POLICY(
      Kind.WORD,
      "strict",
      "`strict` ends the process with exit code 78 where the settings cannot work, `tolerant` answers 503 and goes on"),
  /** How long a fault of the settings ends the process. */
  STARTUP_GRACE(
      Kind.TEXT,
      "30s",
      "how long after the start a fault of the settings that Redis shows still ends the process"),
  /** How often Redis is asked. */
  HEALTH_INTERVAL(
      Kind.TEXT,
      "1500ms",
      "pause between two probes of a Redis that works; unset, `HEALTH_DEADLINE` where that is longer"),
  /** How long a probe takes at most. */
  HEALTH_DEADLINE(Kind.TEXT, "1s", "longest a probe takes, at most the interval"),
  /** The pause between two new connections. */
  HEALTH_CONNECT_INTERVAL(
      Kind.TEXT,
      "30s",
      "pause between two new connections that are tried beside the kept one of the probe"),
  /** How many successes end an outage. */
  HEALTH_RISE(Kind.TEXT, "2", "successes in a row that end an outage"),
  /** How many failures begin one. */
  HEALTH_FALL(Kind.TEXT, "3", "failures in a row that begin an outage"),
  /** Whether a Redis that takes no writes is a failure. */
  HEALTH_WRITE_CANARY(
      Kind.TEXT, "false", "whether each probe, and `check`, writes a key too, which expires"),
  /** Whether the service is of no use while Redis takes no writes. */
  HEALTH_WRITES_REQUIRED(
      Kind.TEXT,
      "true",
      "whether the service is unhealthy, and not only degraded, while writes fail and reads work"),
  /** Who may see the details of the health. */
  HEALTH_DETAILS_TOKEN(
      Kind.SECRET,
      "",
      "bearer token that opens the details of the health; unset, nobody sees them"),
  /** Whether a caller on this machine may see them too. */
  HEALTH_DETAILS_LOOPBACK(
      Kind.TEXT,
      "false",
      "whether a caller on a loopback address sees the details without a token"),
  /** Whether the models are served. */
  MODELS_ENABLED(Kind.TEXT, "false", "whether `/api/v1/models` is served"),
  /** What a client of the models has to send. */
  MODELS_TOKEN(
      Kind.SECRET,
      "",
      "bearer token that each request to the models has to send, required where they are served"),
  /** How many documents are kept. */
  MODELS_MAX_DOCUMENTS(Kind.TEXT, "1000", "largest number of documents in Redis"),
  /** How long all of them are together. */
  MODELS_MAX_BYTES(Kind.TEXT, "16777216", "largest sum of the lengths of all documents in Redis"),
  /** How long the server says that it is about to stop before it does. */
  DRAIN_DELAY(
      Kind.TEXT, "10s", "how long `/health` and `/health/alb` answer 503 before the server stops"),
  /** How long it waits for what is in flight. */
  DRAIN_TIMEOUT(Kind.TEXT, "15s", "longest wait for requests in flight after that"),
  /** The form of the log. */
  LOG_FORMAT(Kind.WORD, "json", "`json` for machines or `text` for people"),
  /** The least important events that are logged. */
  LOG_LEVEL(
      Kind.WORD, "info", "`error`, `warn`, `info` or `debug`, for the events of this service"),
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
