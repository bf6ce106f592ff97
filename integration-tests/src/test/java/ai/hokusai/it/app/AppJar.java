package ai.hokusai.it.app;

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
}
