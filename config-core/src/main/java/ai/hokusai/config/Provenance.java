package ai.hokusai.config;

import ai.hokusai.config.setting.Setting;
import java.util.List;

/** The origin of each setting. Immutable. */
public final class Provenance {
  private final List<Setting<?>> settings;

  Provenance(List<Setting<?>> settings) {
    this.settings = List.copyOf(settings);
  }

  /**
   * Each setting with its origin and with the unused sources, in the order of the documentation;
   * shows no secret.
   */
  public List<Setting<?>> settings() {
    return settings;
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
