package ai.hokusai.api.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object in the order in which they were added. Used by one thread. */
public final class Fields {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  /** An object without fields. */
  public Fields() {}

  /** Adds a field; null becomes the null of JSON. */
  public Fields add(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /** Adds a field unless its value is null, an empty text or an empty list. */
  public Fields addIfPresent(String name, @Nullable Object value) {
    boolean isAbsent =
        value == null || value.equals("") || (value instanceof List<?> list && list.isEmpty());
    return isAbsent ? this : add(name, value);
  }

  /** Adds the fields of another object. */
  public Fields addAll(Fields others) {
    values.putAll(others.values);
    return this;
  }

  /** An enum constant in lower case, as every output writes it. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  Map<String, @Nullable Object> values() {
    return values;
  }

  @Override
  public String toString() {
    return Json.line(this);
  }
}
