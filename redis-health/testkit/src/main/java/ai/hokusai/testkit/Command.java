package ai.hokusai.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The first words of a command, in lower case, and the flags that redis-server 7.0 has for it. */
final class Command {
  private static final String RESOURCE = "command-flags.txt";
  private static final Map<String, Set<String>> BY_FLAG = read();

  private final List<String> words;

  Command(List<String> words) {
    this.words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  /** The first word, empty if it is longer than any command. */
  String name() {
    return words.isEmpty() ? "" : words.get(0);
  }

  /** Returns true for AUTH, and for HELLO with AUTH. */
  boolean isLogin() {
    return name().equals("auth") || (name().equals("hello") && words.contains("auth"));
  }

  /** Returns true if the command or its subcommand has the flag; an unknown command has none. */
  boolean is(String flag) {
    Set<String> names = BY_FLAG.getOrDefault(flag, Set.of());
    return names.contains(name())
        || (words.size() > 1 && names.contains(name() + "|" + words.get(1)));
  }

  /** The commands by flag, as {@code COMMAND} of the server prints them. */
  static Map<String, Set<String>> flags() {
    return BY_FLAG;
  }

  private static Map<String, Set<String>> read() {
    try (var in = Command.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + RESOURCE);
      }
      return new String(in.readAllBytes(), ISO_8859_1)
          .lines()
          .map(line -> line.split(" ", -1))
          .collect(Collectors.toUnmodifiableMap(
              row -> row[0], row -> Set.copyOf(Arrays.asList(row).subList(1, row.length))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
