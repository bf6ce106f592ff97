package ai.hokusai.config.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The seam through which files are read. Tests replace it. */
@FunctionalInterface
public interface FileSource {

  /** The largest file that is read, in bytes. */
  int MAX_BYTES = 1 << 20;

  /** The folders whose files the kernel makes up. */
  List<Path> MADE_UP = List.of(Path.of("/proc"), Path.of("/sys"));

  /**
   * Reads a file whole.
   *
   * @param path the path as the operator typed it
   * @return its bytes, at most one more than {@link #MAX_BYTES}
   * @throws IOException where it cannot be read
   */
  byte[] read(String path) throws IOException;

  /**
   * The regular files of this machine. A pipe or a device could block or never end, and a file that the kernel makes
   * up, such as {@code /proc/self/environ}, is no file that an operator wrote; none of them is opened.
   *
   * @return a source that any thread may use
   */
  static FileSource system() {
    return path -> {
      Path file = Path.of(path).toRealPath();
      boolean isMadeUp = MADE_UP.stream().anyMatch(file::startsWith);
      if (isMadeUp || !Files.isRegularFile(file)) {
        throw new IrregularFileException();
      }
      try (var input = Files.newInputStream(file)) {
        return input.readNBytes(MAX_BYTES + 1);
      }
    };
  }
}
