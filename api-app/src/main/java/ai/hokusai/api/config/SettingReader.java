package ai.hokusai.api.config;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads the variables of the server one by one and keeps the origin of each. Used by one thread. */
final class SettingReader {
  private final SettingSource source;
  private final List<Setting<?>> settings = new ArrayList<>();
  private final Set<ApiVariable> set = EnumSet.noneOf(ApiVariable.class);

  SettingReader(SettingSource source) {
    this.source = source;
  }

  /** Reads a setting. */
  <T> Setting<T> read(
      ApiVariable variable, BiFunction<SettingSource, ApiVariable, Reading<T>> reader) {
    Setting<T> setting = source.setting(variable, (from, each) -> {
      Reading<T> reading = reader.apply(from, each);
      if (from == source && reading.isSet()) {
        set.add(each);
      }
      return reading;
    });
    settings.add(setting);
    return setting;
  }

  /** Replaces the default of a setting that depends on another setting. */
  <T> Setting<T> withDefault(Setting<T> setting, T value) {
    Setting<T> following = Setting.byDefault(setting.variable(), value);
    settings.replaceAll(each -> each.equals(setting) ? following : each);
    return following;
  }

  /** Reads the value of a setting with a default. */
  <T> T value(ApiVariable variable, BiFunction<SettingSource, ApiVariable, Reading<T>> reader) {
    return read(variable, reader).valueOrThrow();
  }

  /** Reads a switch. */
  Setting<Boolean> flag(ApiVariable variable) {
    return read(variable, SettingSource::flag);
  }

  /** Reads a word of an enumeration. */
  <E extends Enum<E>> E word(ApiVariable variable, Class<E> words) {
    return value(variable, (from, each) -> from.word(each, words));
  }

  /** Reads a whole number between two bounds. */
  Setting<Integer> number(ApiVariable variable, int least, int most) {
    return read(variable, (from, each) -> from.number(each, least, most));
  }

  /** Reads a duration between two bounds. */
  Setting<Duration> duration(ApiVariable variable, Duration shortest, Duration longest) {
    return read(variable, (from, each) -> from.duration(each, shortest, longest));
  }

  /** Reads a token. */
  Setting<Secret> token(ApiVariable variable) {
    return read(variable, SettingSource::bearerToken);
  }

  /** Returns true if the variable is set, even to an invalid value. */
  boolean isSet(ApiVariable variable) {
    return set.contains(variable);
  }

  /** All settings read so far. */
  List<Setting<?>> settings() {
    return List.copyOf(settings);
  }
}
