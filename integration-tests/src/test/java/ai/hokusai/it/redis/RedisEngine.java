package ai.hokusai.it.redis;

/** A way to run redis-server on this machine. */
interface RedisEngine {

  /** What runs, for the log: {@code embedded redis-server 7.0.15}. */
  String description();

  /** Prepares a server that listens on this port of {@code 127.0.0.1} each time it is started. */
  RedisInstance prepare(RedisSpec spec, int port);
}
