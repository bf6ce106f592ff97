package ai.hokusai.it.faults.harness;

/** A running service that depends on Redis, as somebody sees it who asks for its health. */
interface Service extends AutoCloseable {

  /** What it says now; called often, by one thread at a time. */
  Observation look();

  @Override
  void close();
}
