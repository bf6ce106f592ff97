package ai.hokusai.api.format;

import static ai.hokusai.api.format.Fields.word;

import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import java.util.List;

/**
 * A setting as every output shows it. Immutable; contains no secrets.
 *
 * @param value the value as an operator would type it, {@code ***} for a secret, empty for none
 * @param origin the origin of the value
 * @param unused the origins of other values for the same setting, which were not used
 */
public record ShownSetting(String value, Origin origin, List<Origin> unused) implements Json.Form {

  /** Copies the list. */
  public ShownSetting {
    unused = List.copyOf(unused);
  }

  /** Returns true unless the value is the default. */
  public boolean isSet() {
    return origin.kind() != Origin.Kind.DEFAULT;
  }

  /** The same setting with another text as its value. */
  public ShownSetting withValue(String other) {
    return new ShownSetting(other, origin, unused);
  }

  @Override
  public Fields json() {
    return new Fields()
        .add("value", value.isEmpty() ? null : value)
        .add("origin", origin(origin))
        .addIfPresent("unused", unused.stream().map(ShownSetting::origin).toList());
  }

  /** An origin as every output shows it. */
  public static Fields origin(Origin origin) {
    boolean isWhole = origin.variable().isEmpty() || origin.part() == Part.VALUE;
    boolean isFile = origin.kind() == Origin.Kind.FILE;
    return new Fields()
        .add("kind", word(isFile ? Origin.Kind.VARIABLE : origin.kind()))
        .addIfPresent("variable", origin.variable())
        .addIfPresent("part", isWhole ? null : word(origin.part()))
        .addIfPresent("file", isFile ? true : null);
  }

  @Override
  public String toString() {
    return (value.isEmpty() ? "none" : value) + " from " + origin;
  }
}
