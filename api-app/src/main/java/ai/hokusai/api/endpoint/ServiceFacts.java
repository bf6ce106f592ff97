package ai.hokusai.api.endpoint;

import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.ShownSetting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts on this service for responses. Immutable.
 *
 * @param name the name of the service, empty for none; public, unlike the other facts
 * @param release the release that runs, empty for none
 * @param instance the id of this process, new at each start
 * @param redis the address, {@code rediss://user:***@host:port}; empty without Redis
 * @param settings each variable with its redacted value and its origin
 * @param diagnostics the diagnostics of the configuration; never a value
 */
public record ServiceFacts(
    String name,
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
