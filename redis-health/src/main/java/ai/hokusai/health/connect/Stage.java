package ai.hokusai.health.connect;

/** How far a connection has come. */
public enum Stage {
  /** The name server was asked for the addresses of the host. */
  RESOLVING,
  /** An address was asked for a TCP connection. */
  CONNECTING,
  /** TLS is being agreed on. */
  HANDSHAKING,
  /** Commands go out and replies come in, the greeting first. */
  TALKING
}
