package ai.hokusai.it.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A static redis-server with TLS, as the embedded-redis jar carries one for each platform. */
record RedisBinary(String platform) {

  static final String VERSION = "7.0.15";

  /** For the machine this JVM runs on. */
  static RedisBinary here() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** For a container of an engine that calls its processor so. */
  static RedisBinary linux(String architecture) {
    return of("Linux", architecture);
  }

  static RedisBinary of(String system, String architecture) {
    return new RedisBinary(nameOf(system) + "-" + processor(architecture));
  }

  byte[] bytes() {
    var resource = "/redis-server-%s-%s".formatted(VERSION, platform);
    try (var stream = RedisBinary.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("there is no embedded redis-server for " + platform);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(String system) {
    return system.startsWith("Mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
  }

  private static String processor(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      case "i386", "i686", "x86" -> "386";
      default -> architecture;
    };
  }
}
