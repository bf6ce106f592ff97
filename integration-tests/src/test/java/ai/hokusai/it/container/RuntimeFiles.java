package ai.hokusai.it.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java runtime of this JVM, cut down to the modules that a service needs, with the libraries of this
 * machine that it is linked to: all that an image needs to run a jar.
 */
final class RuntimeFiles {
  /** Where the runtime lies in the directory. */
  static final String JAVA = "opt/java";

  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.xml,"
          + "jdk.crypto.ec,jdk.management,jdk.unsupported";
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private RuntimeFiles() {}

  /** Lays them out in an empty directory, with the paths that they have in the image. */
  static void layOut(Path directory) {
    Path java = directory.resolve(JAVA);
    run(List.of(
        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
        "--add-modules",
        MODULES,
        "--strip-java-debug-attributes",
        "--no-man-pages",
        "--no-header-files",
        // An archive on top needs the one below it.
        "--generate-cds-archive",
        "--output",
        java.toString()));
    for (String library : libraries(java)) {
      Path target = directory.resolve(library.substring(1));
      try {
        Files.createDirectories(target.getParent());
        Files.copy(Path.of(library), target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Set<String> libraries(Path java) {
    List<String> command = new ArrayList<>(List.of("ldd"));
    try (Stream<Path> files = Files.walk(java)) {
      files
          .filter(file -> file.toString().endsWith(".so") || file.endsWith("bin/java"))
          .forEach(file -> command.add(file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<String> libraries = new TreeSet<>();
    LIBRARY.matcher(run(command)).results().forEach(each -> libraries.add(each.group(1)));
    libraries.removeIf(library -> library.startsWith(java.toString()));
    return libraries;
  }

  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command.get(0) + " failed:\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
