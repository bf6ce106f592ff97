package ai.hokusai.health.probe;

/** Something that can be asked how it is, one attempt at a time. One thread begins the attempts. */
public interface Probe extends AutoCloseable {

  /**
   * Prepares an attempt, at once and without asking yet.
   *
   * @return the attempt, to be run once
   */
  Attempt begin();

  /** Frees what is kept between attempts; any thread may, and no further attempt begins. */
  @Override
  void close();
}
