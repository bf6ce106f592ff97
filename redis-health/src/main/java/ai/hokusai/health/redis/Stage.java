package ai.hokusai.health.redis;

/** A step of a probe, in the order in which they are taken. */
public enum Stage {
  /** The name server is asked for the addresses of the host. */
  DNS,
  /** An address is asked for a TCP connection. */
  TCP,
  /** TLS is agreed on. */
  TLS,
  /** Redis is greeted, with the password where there is one, and the database is selected. */
  AUTH,
  /** Redis is asked for a PONG. */
  PING,
  /** Redis is asked what it is. */
  HELLO,
  /** A key is written, where that was asked for. */
  WRITE
}
