package ai.hokusai.config;

import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.util.Map;
import java.util.function.BiFunction;

/** The defaults of a family of variables. */
final class Defaults {

  private Defaults() {}

  /** Reads an empty environment. */
  static <T> T of(BiFunction<SettingSource, Problems, T> reader) {
    var problems = new Problems();
    return reader.apply(new SettingSource(Map.of(), FileSource.system(), problems), problems);
  }
}
