package ai.hokusai.api.check;

import java.util.List;

/**
 * Something that was learnt in a step.
 *
 * @param name what it is, as machines call it
 * @param values what was learnt: one word or number, or several words of a list
 * @param kind which of these
 */
record Fact(String name, List<String> values, Kind kind) {

  /** What a value is to a machine. */
  enum Kind {
    WORD,
    NUMBER,
    LIST
  }

  static Fact of(String name, String value) {
    return new Fact(name, List.of(value), Kind.WORD);
  }

  static Fact of(String name, long value) {
    return new Fact(name, List.of(String.valueOf(value)), Kind.NUMBER);
  }

  static Fact of(String name, List<String> values) {
    return new Fact(name, List.copyOf(values), Kind.LIST);
  }
}
