package ai.hokusai.api.config;

import ai.hokusai.config.setting.Variable;

/** The environment variables of the server itself. */
public enum ApiVariable implements Variable {
  /** The address to listen on. */
  API_HOST(Kind.TEXT, "0.0.0.0", "address or host name to listen on"),
  /** The port to listen on. */
  API_PORT(Kind.TEXT, "8080", "port to listen on"),
  /** The behaviour with settings that cannot work. */
  STARTUP_POLICY(
      Kind.WORD,
      "strict",
      "`strict` exits with code 78 if the settings cannot work, `tolerant` starts and answers 503"),
  /** The time in which a fault of the settings ends the process. */
  STARTUP_GRACE(
      Kind.TEXT,
      "30s",
      "time after the start in which a configuration fault that Redis reports ends the process"),
  /** The pause between two probes. */
  HEALTH_INTERVAL(
      Kind.TEXT,
      "1500ms",
      "pause between two probes of a healthy Redis; unset, `HEALTH_DEADLINE` where that is longer"),
  /** The time limit of a probe. */
  HEALTH_DEADLINE(Kind.TEXT, "1s", "time limit of a probe, at most the interval"),
  /** The pause between two probes on a new connection. */
  HEALTH_CONNECT_INTERVAL(Kind.TEXT, "30s", "pause between two probes on a new connection"),
  /** The number of successes that end an outage. */
  HEALTH_RISE(Kind.TEXT, "2", "consecutive successes that end an outage"),
  /** The number of failures that start an outage. */
  HEALTH_FALL(Kind.TEXT, "3", "consecutive failures that start an outage"),
  /** The switch for a write in each probe. */
  HEALTH_WRITE_CANARY(
      Kind.TEXT, "false", "whether each probe and `check` also write a key that expires"),
  /** The switch that makes the service unhealthy while writes fail. */
  HEALTH_WRITES_REQUIRED(
      Kind.TEXT,
      "true",
      "whether failing writes make the service unhealthy, not only degraded, while reads work"),
  /** The status while some shards of a cluster do not work. */
  HEALTH_PARTIAL_OUTAGE(
      Kind.WORD,
      "degraded",
      "`degraded` or `unhealthy`, the status while some shards of a cluster do not work"),
  /** The bearer token for the details of the health. */
  HEALTH_DETAILS_TOKEN(
      Kind.SECRET,
      "",
      "bearer token for the detailed health responses; unset, no request gets them"),
  /** The switch that gives clients on this machine the details without a token. */
  HEALTH_DETAILS_LOOPBACK(
      Kind.TEXT,
      "false",
      "whether a client on a loopback address gets the details without a token"),
  /** The switch for the example resource. */
  MODELS_ENABLED(Kind.TEXT, "false", "whether `/api/v1/models` is served"),
  /** The bearer token of the models. */
  MODELS_TOKEN(
      Kind.SECRET,
      "",
      "bearer token that each request to the models must send; required with MODELS_ENABLED=true"),
  /** The maximum number of documents. */
  MODELS_MAX_DOCUMENTS(Kind.TEXT, "1000", "maximum number of documents in Redis"),
  /** The maximum total size of all documents. */
  MODELS_MAX_BYTES(Kind.TEXT, "16777216", "maximum total size of all documents in Redis, in bytes"),
  /** The time between the first 503 of the health endpoints and the stop. */
  DRAIN_DELAY(
      Kind.TEXT,
      "10s",
      "time for which `/health` and `/health/alb` answer 503 before the server stops"),
  /** The time limit for requests in flight. */
  DRAIN_TIMEOUT(Kind.TEXT, "15s", "time limit for requests in flight after that"),
  /** The format of the log. */
  LOG_FORMAT(Kind.WORD, "json", "`json` for machines or `text` for people"),
  /** The minimum level of logged events. */
  LOG_LEVEL(
      Kind.WORD, "info", "`error`, `warn`, `info` or `debug`, the level of this service's events"),
  /** The name of the service on its health page. */
  HEALTH_SERVICE_NAME(
      Kind.TEXT,
      "",
      "name of the service on the health page; without one, the page shows the host of the request"),
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
