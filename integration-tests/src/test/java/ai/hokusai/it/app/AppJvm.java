package ai.hokusai.it.app;

import java.nio.file.Path;
import java.util.List;
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
    return new AppJvm(List.of(), List.of());
  }

  /** Resolves the names that stand in this file, in the form of {@code /etc/hosts}, and no others. */
  public static AppJvm resolvingFrom(Path hostsFile) {
    return plain().with("-Djdk.net.hosts.file=" + hostsFile);
  }

  /** The same with one more option. */
  public AppJvm with(String option) {
    return new AppJvm(
        launcher, Stream.concat(options.stream(), Stream.of(option)).toList());
  }
}
