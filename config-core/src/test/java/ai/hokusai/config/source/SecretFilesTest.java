package ai.hokusai.config.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SecretFilesTest {
  private static final Origin ORIGIN = Origin.file("EXAMPLE_FILE");

  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "'a\n', a",
    "'a\r\n', a",
    "'a\n\n', 'a\n'",
    "'a\r', 'a\r'",
    "'\r\n', ''",
    "'\n', ''",
    "'', ''",
    "'é\n', é"
  })
  void readsTextWithoutOneLineEnd(String content, String text) {
    assertThat(read(path -> content.getBytes(UTF_8))).isEqualTo(text);
    assertThat(problems.toList(false)).isEmpty();
  }

  @Test
  void readsAFileOfExactlyOneMebibyte() {
    String text = read(path -> "a".repeat(FileSource.MAX_BYTES).getBytes(UTF_8));
    assertThat(text).hasSize(1_048_576);
    assertThat(problems.toList(false)).isEmpty();
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of(content(new byte[FileSource.MAX_BYTES + 1]), "it is larger than 1 MiB"),
        Arguments.of(content(new byte[] {(byte) 0xFF}), "it is not UTF-8 text"),
        Arguments.of(failure(new NoSuchFileException("/p")), "there is no such file"),
        Arguments.of(invalidPath(), "there is no such file"),
        Arguments.of(failure(new AccessDeniedException("/p")), "this process may not read it"),
        Arguments.of(failure(new FileNotFoundException("/p")), "reading it failed"),
        Arguments.of(failure(new IrregularFileException()), "it is not a regular file"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void saysInWordsOfItsOwnWhyAFileCannotBeUsed(FileSource files, String reason) {
    assertThat(read(files)).isNull();
    assertThat(problems.toList(false))
        .extracting(Diagnostic::message)
        .containsExactly("the file named by EXAMPLE_FILE cannot be used: " + reason);
  }

  private @Nullable String read(FileSource files) {
    return new SecretFiles(files, problems).read("/p", ORIGIN);
  }

  private static FileSource content(byte[] bytes) {
    return path -> bytes;
  }

  private static FileSource failure(IOException e) {
    return path -> {
      throw e;
    };
  }

  private static FileSource invalidPath() {
    return path -> {
      throw new InvalidPathException(path, "secret");
    };
  }
}
