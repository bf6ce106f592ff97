package ai.hokusai.it.ecs;

import java.util.Map;
import java.util.TreeMap;

/** A release and the environment that its tasks get. Immutable. */
record TaskDefinition(String release, Map<String, String> environment) {

  TaskDefinition {
    environment = Map.copyOf(environment);
  }

  /** The variables of a task: those given, the name of the release, and no delay that only a real target group needs. */
  Map<String, String> variables() {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("RELEASE_ID", release);
    all.put("DRAIN_DELAY", "0s");
    return all;
  }
}
