package ai.hokusai.it.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A redis-server, or the server of a product that descends from it. Immutable.
 *
 * @param path the executable file
 * @param name its product and version, as in {@code redis-server 7.0.15}
 */
public record ServerProgram(Path path, String name) {
  private static final Pattern VERSION = Pattern.compile("(\\w+) server v=(\\S+) .*");
  private static final Pattern BEFORE_7 = Pattern.compile("redis-server [0-6]\\..*");
  // A server that does not know a directive does not start.
  private static final Set<String> SINCE_7 = Set.of(
      "cluster-port",
      "enable-debug-command",
      "enable-protected-configs",
      "loading-process-events-interval-bytes");

  /**
   * The program that the other tests run, and those of {@code -Dredis.servers=<path>,<path>}.
   *
   * @return each once, in this order
   */
  public static List<ServerProgram> all() {
    var others = Arrays.stream(System.getProperty("redis.servers", "").split(","))
        .filter(path -> !path.isBlank())
        .map(path -> ServerProgram.at(Path.of(path)));
    return Stream.concat(Stream.of(embedded()), others).distinct().toList();
  }

  /** The program of {@code -Dredis.server=<path>}, or the one in the embedded-redis jar for this machine. */
  public static ServerProgram embedded() {
    var path = System.getProperty("redis.server", "");
    return path.isBlank() ? extracted() : at(Path.of(path));
  }

  private static ServerProgram extracted() {
    try {
      var path = Files.write(
          Scratch.directory("server-").resolve("redis-server"),
          RedisBinary.here().bytes());
      Files.setPosixFilePermissions(path, fromString("rwx------"));
      return new ServerProgram(path, "redis-server " + RedisBinary.VERSION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerProgram at(Path path) {
    try {
      var process = new ProcessBuilder(path.toString(), "--version")
          .redirectErrorStream(true)
          .start();
      return of(path, new String(process.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what a program prints for {@code --version}. */
  static ServerProgram of(Path path, String printed) {
    var version = VERSION.matcher(printed.strip());
    if (!version.matches()) {
      throw new IllegalArgumentException("%s is no redis-server: %s".formatted(path, printed));
    }
    var product = version.group(1).toLowerCase(Locale.ROOT);
    return new ServerProgram(path, product + "-server " + version.group(2));
  }

  /** Whether it is older than Redis 7. */
  public boolean isBefore7() {
    return BEFORE_7.matcher(name).matches();
  }

  /** The same configuration without the directives that this program does not know. */
  RedisSpec understood(RedisSpec spec) {
    return isBefore7() ? spec.without(SINCE_7) : spec;
  }

  @Override
  public String toString() {
    return name;
  }
}
