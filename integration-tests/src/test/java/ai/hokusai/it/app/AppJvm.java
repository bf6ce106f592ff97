package ai.hokusai.it.app;

import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JVM that runs the jar: what it is started through, and its options.
 *
 * @param launcher the command that is given the java command as its arguments, empty for none
 * @param options options of the JVM
 */
public record AppJvm(List<String> launcher, List<String> options) {

  public AppJvm {
    launcher = List.copyOf(launcher);
    options = List.copyOf(options);
  }

  /** Resolves names as this machine does. */
  public static AppJvm plain() {
    return new AppJvm(List.of(), List.of("-Xmx64m"));
  }

  /** Resolves the names that stand in this file, in the form of {@code /etc/hosts}, and no others. */
  public static AppJvm resolvingFrom(Path hostsFile) {
    return plain().with("-Djdk.net.hosts.file=" + hostsFile);
  }

  /** Resolves these names to 127.0.0.1, as if DNS said so; where there are none, as this machine does. */
  public static AppJvm knowing(String... hosts) {
    return hosts.length == 0 ? plain() : resolvingFrom(hostsFile(hosts));
  }

  private static Path hostsFile(String... hosts) {
    try {
      return Files.writeString(
          Scratch.file("hosts", ".txt"), "127.0.0.1 " + String.join(" ", hosts) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has the options of the image, and no archive. */
  static AppJvm ofImage() {
    try {
      String options = Files.readString(Path.of("../Dockerfile"))
          .replaceFirst("(?s).*ENTRYPOINT \\[\"java\",(.*?)\"-jar\".*", "$1");
      return new AppJvm(
          List.of(),
          Pattern.compile("\"([^\"]+)\"")
              .matcher(options)
              .results()
              .map(each -> each.group(1))
              .filter(option -> !option.startsWith("-XX:SharedArchiveFile"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, started through a command that is given the java command as its arguments. */
  AppJvm through(List<String> command) {
    return new AppJvm(command, options);
  }

  /** The same with one more option. */
  public AppJvm with(String option) {
    return new AppJvm(
        launcher, Stream.concat(options.stream(), Stream.of(option)).toList());
  }
}
