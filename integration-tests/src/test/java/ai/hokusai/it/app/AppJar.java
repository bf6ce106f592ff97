package ai.hokusai.it.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line that runs the jar with an environment that holds nothing but what is given. */
final class AppJar {
  static final Path JAR = Path.of(System.getProperty("api.jar", "../api-app/target/api-app.jar"));
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private AppJar() {}

  /**
   * Prepares a process.
   *
   * @param hosts names that resolve to 127.0.0.1, as if DNS said so; empty for the real resolver
   */
  static ProcessBuilder command(
      Map<String, String> environment, List<String> hosts, String... arguments) {
    List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx64m"));
    if (!hosts.isEmpty()) {
      command.add("-Djdk.net.hosts.file=" + hostsFile(hosts));
    }
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static Path hostsFile(List<String> hosts) {
    try {
      Path file = Files.createTempFile("hosts", ".txt");
      file.toFile().deleteOnExit();
      return Files.writeString(file, "127.0.0.1 " + String.join(" ", hosts) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
