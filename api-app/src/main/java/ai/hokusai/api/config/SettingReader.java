package ai.hokusai.api.config;

import static java.util.stream.Collectors.toMap;

import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the variables of the server one by one and keeps where each came from. What nobody sets is read
 * out of its documented default, so that the two cannot differ. Used by one thread.
 */
final class SettingReader {
  private static final Map<String, String> DEFAULTS = Arrays.stream(ApiVariable.values())
      .filter(each -> !each.defaultText().isEmpty())
      .collect(toMap(Enum::name, ApiVariable::defaultText));

  private final SettingSource source;
  private final SettingSource defaults =
      new SettingSource(DEFAULTS, FileSource.system(), new Problems());
  private final List<Setting<?>> settings = new ArrayList<>();
  private final Set<ApiVariable> set = EnumSet.noneOf(ApiVariable.class);

  SettingReader(SettingSource source) {
    this.source = source;
  }

  /** Reads one that has a default. */
  <T> Setting<T> read(
      ApiVariable variable, BiFunction<SettingSource, ApiVariable, Reading<T>> reader) {
    Reading<T> reading = reader.apply(source, variable);
    if (reading.isSet()) {
      set.add(variable);
    }
    return keep(
        reading, Setting.byDefault(variable, reader.apply(defaults, variable).value()));
  }

  private <T> Setting<T> keep(Reading<T> reading, Setting<T> fallback) {
    Setting<T> setting = reading.orDefault(fallback);
    settings.add(setting);
    return setting;
  }

  /** The value of one that has a default. */
  <T> T value(ApiVariable variable, BiFunction<SettingSource, ApiVariable, Reading<T>> reader) {
    return ofDefault(read(variable, reader));
  }

  /** The value of a setting that has a default, and so one even where what was typed is faulty. */
  static <T> T ofDefault(Setting<T> setting) {
    @Nullable T value = setting.value();
    if (value == null) {
      throw new IllegalStateException(setting.variable().name() + " has no default");
    }
    return value;
  }

  /** Whether one that was read is set, be it to something faulty. */
  boolean isSet(ApiVariable variable) {
    return set.contains(variable);
  }

  /** Everything read so far. */
  List<Setting<?>> settings() {
    return List.copyOf(settings);
  }
}
