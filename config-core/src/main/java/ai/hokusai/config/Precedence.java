package ai.hokusai.config;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of sources, field by field: what the URL states, the variable, the default. */
final class Precedence {

  private Precedence() {}

  /**
   * Chooses.
   *
   * @param stated what the URL states, null for nothing
   * @param url where the URL stands
   * @param part the part of the URL that states it
   * @param shadowed the code to report where the variable loses and differs
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
