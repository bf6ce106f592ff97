package ai.hokusai.config;

import ai.hokusai.config.setting.Variable;
import java.util.List;

/** The variables that describe a Redis connection. */
public enum RedisVariable implements Variable {
  /** The URL. */
  REDIS_URL(
      Kind.URL,
      "",
      "URL, or a bare `host[:port][/db]`; several hosts of a cluster have commas between them",
      "REDIS_TLS_URL"),
  /** The host. */
  REDIS_HOST(Kind.TEXT, "", "host name or address, or several with commas, where there is no URL"),
  /** The port. */
  REDIS_PORT(Kind.TEXT, "6379", "port, where the URL states none"),
  /** The database. */
  REDIS_DB(Kind.TEXT, "0", "database number, where the URL states none", "REDIS_DATABASE"),
  /** The topology. */
  REDIS_TOPOLOGY(
      Kind.TEXT,
      "auto",
      "`standalone`, `cluster`, `sentinel`, or `auto`: scheme, host name and server decide",
      "REDIS_MODE"),
  /** The role of the server. */
  REDIS_EXPECTED_ROLE(
      Kind.TEXT,
      "primary",
      "`primary`, or `any` for a service that only reads; at a reader endpoint `any`"),
  /** The user name. */
  REDIS_USERNAME(Kind.TEXT, "", "user of an access control list, where the URL states none"),
  /** The password. */
  REDIS_AUTH_TOKEN(
      Kind.SECRET,
      "",
      "password or ElastiCache token, where the URL states none",
      "REDIS_PASSWORD"),
  /** The secret with several settings. */
  REDIS_SECRET_JSON(
      Kind.JSON,
      "",
      "JSON object with `username`, `password`, `host` and `port`, as AWS Secrets Manager has it"),
  /** The way to authenticate. */
  REDIS_AUTH_MODE(
      Kind.WORD,
      "password",
      "`password`, or `iam` for a token of AWS IAM in place of the password"),
  /** The cache for IAM. */
  REDIS_IAM_CACHE(
      Kind.TEXT, "", "name of the cache or cluster for `iam`; unset, from the shape of the host"),
  /** The region for IAM. */
  REDIS_IAM_REGION(
      Kind.TEXT,
      "",
      "region of the cache for `iam`; unset, from the shape of the host, else `AWS_REGION` or"
          + " `AWS_DEFAULT_REGION`"),
  /** The sentinels. */
  REDIS_SENTINELS(
      Kind.TEXT, "", "sentinels, `host[:port]` with commas between them; the port is 26379"),
  /** The primary of the sentinels. */
  REDIS_SENTINEL_MASTER(Kind.TEXT, "", "name of the primary in `sentinel monitor`"),
  /** The user name for the sentinels. */
  REDIS_SENTINEL_USERNAME(Kind.TEXT, "", "user for the sentinels, which never is that of Redis"),
  /** The password for the sentinels. */
  REDIS_SENTINEL_PASSWORD(
      Kind.SECRET, "", "password for the sentinels, which never is that of Redis"),
  /** The switch for TLS to the sentinels. */
  REDIS_SENTINEL_TLS_ENABLED(
      Kind.TEXT, "", "whether TLS is used to the sentinels; unset, as to Redis"),
  /** The switch for TLS. */
  REDIS_TLS_ENABLED(
      Kind.TEXT,
      "",
      "whether TLS is used; unset, scheme and host name decide",
      "REDIS_SSL",
      "REDIS_TLS"),
  /** The verification of the server. */
  REDIS_TLS_VERIFY(
      Kind.WORD, "full", "`full` (chain and host name), `ca` (chain only) or `none` (nothing)"),
  /** The permission to switch verification off. */
  REDIS_TLS_INSECURE_ALLOWED(
      Kind.TEXT,
      "false",
      "whether `REDIS_TLS_VERIFY=none` is allowed, and `ca` with the CAs of the JVM"),
  /** A file of trust anchors. */
  REDIS_TLS_CA_FILE(Kind.TEXT, "", "path of a PEM file of trust anchors; unset, those of the JVM"),
  /** Trust anchors. */
  REDIS_TLS_CA_PEM(Kind.PEM, "", "trust anchors themselves, PEM"),
  /** The file of the client certificate. */
  REDIS_TLS_CERT_FILE(Kind.TEXT, "", "path of the client certificate chain, PEM"),
  /** The file of the client key. */
  REDIS_TLS_KEY_FILE(Kind.TEXT, "", "path of the client's PKCS#8 key, PEM"),
  /** The name to verify. */
  REDIS_TLS_SERVER_NAME(
      Kind.TEXT, "", "name for SNI and verification where it differs from the host"),
  /** The limit on connecting. */
  REDIS_CONNECT_TIMEOUT(Kind.TEXT, "1s", "longest wait for a TCP connection"),
  /** The limit on one read. */
  REDIS_READ_TIMEOUT(Kind.TEXT, "1s", "longest wait for a reply, and for each step of a handshake"),
  /** The size of the pool. */
  REDIS_POOL_MAX(Kind.TEXT, "16", "largest number of connections"),
  /** The largest number of idle connections. */
  REDIS_POOL_MAX_IDLE(
      Kind.TEXT, "16", "largest number of idle connections; unset, as many as `REDIS_POOL_MAX`"),
  /** The smallest number of idle connections. */
  REDIS_POOL_MIN_IDLE(Kind.TEXT, "0", "number of idle connections kept ready"),
  /** The limit on waiting for a connection. */
  REDIS_POOL_MAX_WAIT(Kind.TEXT, "500ms", "longest wait for a connection out of the pool"),
  /** The age of connections. */
  REDIS_CONNECTION_MAX_AGE(
      Kind.TEXT,
      "",
      "longest age of a connection, within 10 %; unset, any age, or `11h` with `iam`"),
  /** The name of this client. */
  REDIS_CLIENT_NAME(Kind.TEXT, "", "name shown by CLIENT LIST; unset, the service's name"),
  /** The switch for Redis as a whole. */
  REDIS_ENABLED(Kind.TEXT, "true", "`false` runs the service without Redis"),
  /** The switch that makes warnings errors. */
  REDIS_CONFIG_STRICT(Kind.TEXT, "false", "whether every warning is an error");

  private final Kind kind;
  private final String defaultText;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, but its type does not show it
  private final List<String> aliases;

  RedisVariable(Kind kind, String defaultText, String meaning, String... aliases) {
    this.kind = kind;
    this.defaultText = defaultText;
    this.meaning = meaning;
    this.aliases = List.of(aliases);
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
  public List<String> aliases() {
    return aliases;
  }

  @Override
  public boolean hasFile() {
    return this == REDIS_URL
        || this == REDIS_AUTH_TOKEN
        || this == REDIS_SECRET_JSON
        || this == REDIS_SENTINEL_PASSWORD;
  }
}
