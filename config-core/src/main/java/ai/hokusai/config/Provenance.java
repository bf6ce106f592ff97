package ai.hokusai.config;

import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.setting.Variable;
import java.util.List;

/** The origin of each setting. Immutable. */
public final class Provenance {
  private final List<Setting<?>> settings;

  private Provenance(List<Setting<?>> settings) {
    this.settings = settings;
  }

  /** Settings of variables under their documented names, shown under those that are read. */
  static Provenance of(List<? extends Setting<?>> settings, Naming naming) {
    return new Provenance(
        naming.equals(Naming.PLAIN)
            ? List.copyOf(settings)
            : settings.stream().<Setting<?>>map(each -> renamed(each, naming)).toList());
  }

  private static <T> Setting<T> renamed(Setting<T> setting, Naming naming) {
    var variable = new Renamed(setting.variable(), naming);
    return new Setting<>(variable, setting.value(), setting.origin(), setting.lost());
  }

  /** A variable under another name. */
  private record Renamed(Variable variable, Naming naming) implements Variable {

    @Override
    public String name() {
      return naming.name(variable.name());
    }

    @Override
    public Kind kind() {
      return variable.kind();
    }

    @Override
    public String defaultText() {
      return variable.defaultText();
    }

    @Override
    public String meaning() {
      return naming.in(variable.meaning());
    }

    @Override
    public List<String> aliases() {
      return variable.aliases().stream().map(naming::name).toList();
    }

    @Override
    public boolean hasFile() {
      return variable.hasFile();
    }
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
