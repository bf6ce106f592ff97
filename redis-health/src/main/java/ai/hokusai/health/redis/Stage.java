package ai.hokusai.health.redis;

/** The steps of a probe, in their order. */
public enum Stage {
  /** The replies of the sentinels, where those report the address. */
  SENTINELS,
  /** The address of the primary in these replies. */
  MASTER,
  /** DNS lookup of the host. */
  DNS,
  /** The TCP connection. */
  TCP,
  /** The TLS handshake. */
  TLS,
  /** The credentials of a source, which has to supply them; no stage of those of the settings. */
  IDENTITY,
  /** The greeting: HELLO or AUTH with the password, if any, and SELECT of the database. */
  AUTH,
  /** The reply to PING. */
  PING,
  /** The reply to HELLO, with the role and mode of the server. */
  HELLO,
  /** The reply to CLUSTER SLOTS, on a cluster. */
  SLOTS,
  /** The probes of all primaries, on a cluster. */
  SHARDS,
  /** The write of a key, where it is enabled. */
  WRITE
}
