package ai.hokusai.it.redis;

import org.jspecify.annotations.Nullable;

/** One redis-server under an engine, with its files and its port, running or not. */
interface RedisInstance extends AutoCloseable {

  /** Starts it without waiting for an answer. */
  void start();

  /** Gives it the files of another specification, to be read at the next start. */
  void configure(RedisSpec spec);

  /** Ends it, paused or not, and returns when it has ended. */
  void stop();

  /** Freezes it: the kernel still accepts connections for it, and nobody answers. */
  void pause();

  void resume();

  boolean isRunning();

  /** An address of it whose clients it takes for clients on other machines; null where there is none. */
  @Nullable
  String outsideHost();

  /** Everything it printed since the first start. */
  String output();

  /** Ends it and removes what it left. */
  @Override
  void close();
}
