package ai.hokusai.api.rehearsal;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of this program in another JVM of the same installation. */
public final class OwnCommand {
  private static final String MAIN = "ai.hokusai.api.Main";

  private OwnCommand() {}

  /** The command line with these options of the JVM and these arguments; without arguments it serves. */
  public static List<String> of(List<String> jvmOptions, List<String> arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(List.of(java), jvmOptions, program(), arguments)
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> program() {
    try {
      Path source = Path.of(
          OwnCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(source)
          ? List.of("-jar", source.toString())
          : List.of("-cp", System.getProperty("java.class.path"), MAIN);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
