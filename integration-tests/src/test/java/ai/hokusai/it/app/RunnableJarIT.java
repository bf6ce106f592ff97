package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What travels in the jar that operators run. */
final class RunnableJarIT {

  @Test
  void holdsNoRedisServerAndNothingOfTheTests() throws IOException {
    try (var jar = new JarFile(AppJar.JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("ai/hokusai/api/Main.class")
          .noneMatch(name -> name.startsWith("redis-server"))
          .noneMatch(name -> name.startsWith("redis/embedded/"))
          .noneMatch(name -> name.startsWith("ai/hokusai/it/"))
          .noneMatch(name -> name.startsWith("org/junit/"));
    }
  }

  @Test
  void holdsNoSignatureOfAnotherJar() throws IOException {
    try (var jar = new JarFile(AppJar.JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("ai.hokusai.api.Main");
    }
  }
}
