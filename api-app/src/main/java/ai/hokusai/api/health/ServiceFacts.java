package ai.hokusai.api.health;

import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.ShownSetting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the service knows of itself, for those who may see details. Immutable.
 *
 * @param release what was deployed, empty where nobody said it
 * @param instance names this process among all that serve, anew with each start
 * @param redis the endpoint, {@code rediss://user:***@host:port}; empty without Redis
 * @param settings each variable with what it came to, as anybody may see it, and where that came from
 * @param diagnostics why the configuration was rejected, and what else was found; never a value
 */
public record ServiceFacts(
    String release,
    String instance,
    String redis,
    Map<String, ShownSetting> settings,
    List<Finding> diagnostics) {

  /** Copies the map and keeps its order, and copies the list. */
  public ServiceFacts {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    diagnostics = List.copyOf(diagnostics);
  }
}
