package ai.hokusai.config;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of the sources of one setting: the URL, the variable, the default. */
final class Precedence {

  private Precedence() {}

  /**
   * Chooses the value of a setting.
   *
   * @param stated the value in the URL, null for none
   * @param url the URL
   * @param part the part of the URL that holds the value
   * @param separate the value of the variable
   * @param shadowed the code to report where the variable differs from the URL and is not used
   */
  static <T> Setting<T> choose(
      @Nullable T stated,
      Reading<?> url,
      Part part,
      Reading<T> separate,
      ConfigCode shadowed,
      Setting<T> fallback,
      Problems problems) {
    if (stated == null) {
      return separate.orDefault(fallback);
    }
    Origin place = url.place().at(part);
    if (separate.value() == null || separate.value().equals(stated)) {
      return new Setting<>(fallback.variable(), stated, place, List.of());
    }
    problems.addConflict(shadowed, separate.place(), url.place());
    return new Setting<>(fallback.variable(), stated, place, List.of(separate.place()));
  }
}
