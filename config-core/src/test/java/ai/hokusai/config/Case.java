package ai.hokusai.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.KnownSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One golden case: an environment with the files its variables name, out of an {@code .env} file. A
 * line {@code NAME=value} sets a variable, {@code @path=content} makes a file; values take Java's
 * escapes, and {@code classpath:name} stands for the content of a test resource.
 */
record Case(String name, Map<String, String> environment, Map<String, String> files) {
  private static final Path CASES = Path.of("src/test/resources/ai/hokusai/config/cases");

  // After the end of expired.pem, and 14 days before that of expiring.pem.
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

  static Stream<Case> all() throws IOException {
    try (var paths = Files.list(CASES)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(file -> file.endsWith(".env"))
          .map(file -> read(file.substring(0, file.length() - ".env".length())))
          .sorted((a, b) -> a.name.compareTo(b.name))
          .toList()
          .stream();
    }
  }

  static Case read(String name) {
    return of(name, text(CASES.resolve(name + ".env")).lines().toList());
  }

  static Case of(String name, List<String> lines) {
    Map<String, String> environment = new HashMap<>();
    Map<String, String> files = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      String key = line.substring(0, equals);
      String value = line.substring(equals + 1).translateEscapes();
      if (key.startsWith("@")) {
        files.put(key.substring(1), value);
      } else {
        environment.put(key, value);
      }
    }
    return new Case(name, environment, files);
  }

  ConfigOutcome outcome() {
    return outcome(Naming.PLAIN);
  }

  /** The outcome where each variable has the prefix. */
  ConfigOutcome outcome(Naming naming) {
    Map<String, String> named = new HashMap<>();
    environment.forEach((variable, value) -> named.put(naming.name(variable), value));
    return requireNonNull(
        RedisConfig.resolveAll(named, source(), new KnownSecrets(), NOW, List.of(naming))
            .get(naming));
  }

  private FileSource source() {
    return path -> {
      String content = files.get(path);
      if (content == null) {
        throw new NoSuchFileException(path);
      }
      return content.startsWith("classpath:")
          ? resource(content.substring("classpath:".length()))
          : content.getBytes(UTF_8);
    };
  }

  /** What a person is shown: the outcome, every setting that is not a default, the diagnostics. */
  String report() {
    return report(outcome());
  }

  static String report(ConfigOutcome outcome) {
    String head = outcome.fold(Case::settings, rejected -> "rejected\n", disabled -> "disabled\n");
    String text = TextReport.render(outcome.diagnostics());
    return text.isEmpty() ? head : head + "\n" + text;
  }

  private static String settings(ConfigOutcome.Resolved resolved) {
    var text = new StringBuilder("resolved " + resolved.settings().safeUrl() + "\n");
    for (Setting<?> setting : resolved.provenance().settings()) {
      if (!setting.isDefault()) {
        text.append("  ").append(setting);
        if (!setting.lost().isEmpty()) {
          text.append(", not ").append(setting.lost());
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  String text() {
    return text(CASES.resolve(name + ".env"));
  }

  void update() throws IOException {
    Files.writeString(CASES.resolve(name + ".expected"), report());
  }

  String expected() {
    return text(CASES.resolve(name + ".expected"));
  }

  private static byte[] resource(String name) throws IOException {
    return Files.readAllBytes(CASES.resolveSibling(name));
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
