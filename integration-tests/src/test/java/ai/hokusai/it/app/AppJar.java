package ai.hokusai.it.app;

import ai.hokusai.it.process.Scratch;
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

  /** Prepares a process. */
  static ProcessBuilder command(Map<String, String> environment, AppJvm jvm, String... arguments) {
    List<String> command = new ArrayList<>(jvm.launcher());
    command.add(JAVA.toString());
    command.addAll(jvm.options());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** A JVM in which these names resolve to 127.0.0.1, as if DNS said so; that of the machine where there are none. */
  static AppJvm knowing(String... hosts) {
    return hosts.length == 0 ? AppJvm.plain() : AppJvm.resolvingFrom(hostsFile(hosts));
  }

  private static Path hostsFile(String... hosts) {
    try {
      return Files.writeString(
          Scratch.file("hosts", ".txt"), "127.0.0.1 " + String.join(" ", hosts) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
