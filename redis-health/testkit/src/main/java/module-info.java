/**
 * A port in front of a Redis that shows its faults on command, for the tests of a service. Start at
 * {@link ai.hokusai.testkit.FaultyRedis#inFrontOf(String, int)}.
 */
@org.jspecify.annotations.NullMarked
module ai.hokusai.testkit {
  requires static transitive org.jspecify;

  exports ai.hokusai.testkit;
}
