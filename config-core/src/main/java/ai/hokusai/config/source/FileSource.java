package ai.hokusai.config.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The seam through which files are read. Tests replace it. */
@FunctionalInterface
public interface FileSource {

  /** The largest file that is read, in bytes. */
  int MAX_BYTES = 1 << 20;

  /**
   * Reads a file whole.
   *
   * @param path the path as the operator typed it
   * @return its bytes, at most one more than {@link #MAX_BYTES}
   * @throws IOException where it cannot be read
   */
  byte[] read(String path) throws IOException;

  /**
   * The files of this machine.
   *
   * @return a source that any thread may use
   */
  static FileSource system() {
    return path -> {
      try (var input = Files.newInputStream(Path.of(path))) {
        return input.readNBytes(MAX_BYTES + 1);
      }
    };
  }
}
