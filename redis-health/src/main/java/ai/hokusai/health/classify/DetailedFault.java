package ai.hokusai.health.classify;

/**
 * A fault with a message and remedy that name specifics, such as the variable to change. Immutable.
 */
record DetailedFault(Fault fault, String message, String remedy) implements Cause {

  @Override
  public String code() {
    return fault.code();
  }

  @Override
  public FaultClass faultClass() {
    return fault.faultClass();
  }

  @Override
  public FaultClass faultClassWhileStarting() {
    return fault.faultClassWhileStarting();
  }

  @Override
  public String toString() {
    return fault.toString();
  }
}
