package ai.hokusai.api.health;

import ai.hokusai.config.source.Setting;
import java.util.List;

/**
 * What the service knows of itself, for those who may see details. Immutable.
 *
 * @param release what was deployed, empty where nobody said it
 * @param redis the endpoint, {@code rediss://user:***@host:port}; empty without Redis
 * @param settings every setting with its origin
 */
public record ServiceFacts(String release, String redis, List<Setting<?>> settings) {

  /** Copies the list. */
  public ServiceFacts {
    settings = List.copyOf(settings);
  }
}
