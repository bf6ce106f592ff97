package ai.hokusai.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What travels in the jar that operators run. */
final class RunnableJarIT {

  @Test
  void holdsNoRedisServerAndNothingOfTheTests() throws IOException {
    try (var jar = new JarFile(AppJar.JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("ai/hokusai/api/Launcher.class", "ai/hokusai/api/Main.class")
          .noneMatch(name -> name.startsWith("redis-server"))
          .noneMatch(name -> name.startsWith("redis/embedded/"))
          .noneMatch(name -> name.startsWith("ai/hokusai/it/"))
          .noneMatch(name -> name.startsWith("org/junit/"));
    }
  }

  /** Without it, the free memory of the C library is not returned, and nothing reports that. */
  @Test
  void opensThePackageOfTheCommandsOfTheJvm() throws IOException {
    try (var jar = new JarFile(AppJar.JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Add-Opens"))
          .isEqualTo("jdk.management/com.sun.management.internal");
    }
  }

  @Test
  void holdsTheLicencesOfEverythingInIt() throws IOException {
    try (var jar = new JarFile(AppJar.JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("META-INF/LICENSE", "META-INF/NOTICE")
          .contains("META-INF/licenses/MIT.txt", "META-INF/licenses/EPL-2.0.txt");
      String list = text(jar, "META-INF/licenses/third-party.txt");
      List<String> known = Stream.concat(
              list.lines()
                  .filter(line -> line.matches("[a-z0-9.]+  .*https://.*"))
                  .map(line -> line.substring(0, line.indexOf(' '))),
              Stream.of("ai.hokusai"))
          .map(name -> name.replace('.', '/') + "/")
          .toList();
      assertThat(jar.stream()
              .map(entry -> entry.getName().replaceFirst("^META-INF/versions/[0-9]+/", ""))
              .filter(name -> name.endsWith(".class")))
          .allMatch(name -> known.stream().anyMatch(name::startsWith));
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (var content = jar.getInputStream(jar.getEntry(name))) {
      return new String(content.readAllBytes(), UTF_8);
    }
  }

  @Test
  void holdsNoSignatureOfAnotherJar() throws IOException {
    try (var jar = new JarFile(AppJar.JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("ai.hokusai.api.Launcher");
    }
  }
}
