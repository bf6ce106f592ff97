package ai.hokusai.api.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares outputs with files. {@code -Dgolden.update} writes the files instead; review the difference. */
public final class Golden {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "ai", "hokusai", "api", "format");

  private Golden() {}

  /** Compares an output with the golden file of that name. */
  public static void check(String name, String actual) {
    try {
      Path file = FOLDER.resolve(name);
      if (System.getProperty("golden.update") != null) {
        Files.writeString(file, actual);
      }
      assertThat(actual).isEqualTo(Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
