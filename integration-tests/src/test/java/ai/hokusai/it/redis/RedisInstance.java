package ai.hokusai.it.redis;

/** One redis-server under an engine, with its files and its port, running or not. */
interface RedisInstance extends AutoCloseable {

  /** Starts it without waiting for an answer. */
  void start();

  /** Ends it, paused or not, and returns when it has ended. */
  void stop();

  /** Freezes it: the kernel still accepts connections for it, and nobody answers. */
  void pause();

  void resume();

  boolean isRunning();

  /** Everything it printed since the first start. */
  String output();

  /** Ends it and removes what it left. */
  @Override
  void close();
}
