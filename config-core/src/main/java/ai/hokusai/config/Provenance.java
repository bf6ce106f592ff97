package ai.hokusai.config;

import ai.hokusai.config.setting.Setting;
import java.util.List;

/** The origin of each setting. The list is made when it is read. Immutable. */
public final class Provenance {
  private final Draft draft;

  Provenance(Draft draft) {
    this.draft = draft;
  }

  /**
   * Each setting with its origin and with what lost against it.
   *
   * @return an immutable list in the order of the documentation; it shows no secret
   */
  public List<Setting<?>> settings() {
    return draft.provenance();
  }

  @Override
  public String toString() {
    return settings().toString();
  }
}
