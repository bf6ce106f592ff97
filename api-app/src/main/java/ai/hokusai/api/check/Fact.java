package ai.hokusai.api.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something that was learnt in a step.
 *
 * @param name what it is, as machines call it
 * @param values what was learnt: one word or number, or several words of a list, or names and numbers by turns
 * @param kind which of these
 */
record Fact(String name, List<String> values, Kind kind) {

  /** What a value is to a machine. */
  enum Kind {
    WORD,
    NUMBER,
    LIST,
    COUNTS
  }

  static Fact of(String name, String value) {
    return new Fact(name, List.of(value), Kind.WORD);
  }

  static Fact of(String name, long value) {
    return new Fact(name, List.of(String.valueOf(value)), Kind.NUMBER);
  }

  static Fact of(String name, Map<String, Integer> counts) {
    List<String> values = counts.entrySet().stream()
        .flatMap(each -> Stream.of(each.getKey(), String.valueOf(each.getValue())))
        .toList();
    return new Fact(name, values, Kind.COUNTS);
  }

  static Fact of(String name, List<String> values) {
    return new Fact(name, List.copyOf(values), Kind.LIST);
  }
}
