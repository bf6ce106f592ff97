package ai.hokusai.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSourceTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "3, 3",
    "1048576, 1048576",
    "1048577, 1048577",
    "1048578, 1048577",
    "3000000, 1048577"
  })
  void readsAFileUpToOneByteOverTheLimit(int size, int read) throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[size]);
    assertThat(FileSource.system().read(file.toString())).hasSize(read);
  }

  @Test
  void readsBytesAsTheyAre() throws IOException {
    byte[] bytes = {0, -1, '\r', '\n'};
    Path file = Files.write(directory.resolve("file"), bytes);
    assertThat(FileSource.system().read(file.toString())).isEqualTo(bytes);
  }

  @Test
  void readsAFileBehindALink() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "token");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThat(FileSource.system().read(link.toString())).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/zero",
        "/dev/null",
        "/dev/random",
        "/proc/self/environ",
        "/proc/version",
        "/proc",
        "/tmp"
      })
  @EnabledOnOs(OS.LINUX)
  @Timeout(10)
  void readsNothingButRegularFiles(String path) {
    assertThatThrownBy(() -> FileSource.system().read(path))
        .isInstanceOf(IrregularFileException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(10)
  void doesNotWaitForTheWriterOfAPipe() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    assertThatThrownBy(() -> FileSource.system().read(pipe.toString()))
        .isInstanceOf(IrregularFileException.class);
  }

  @Test
  void failsWhereThereIsNoFile() {
    String missing = directory.resolve("missing").toString();
    assertThatThrownBy(() -> FileSource.system().read(missing))
        .isInstanceOf(NoSuchFileException.class);
  }
}
