package ai.hokusai.config.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads files. Tests replace it. */
@FunctionalInterface
public interface FileSource {

  /** The largest file that is read, in bytes. */
  int MAX_BYTES = 1 << 20;

  /** The folders whose files the kernel generates. */
  List<Path> GENERATED = List.of(Path.of("/proc"), Path.of("/sys"));

  /**
   * Reads a file whole.
   *
   * @param path the path as the operator typed it
   * @return its bytes, at most one more than {@link #MAX_BYTES}
   * @throws IOException where it cannot be read
   */
  byte[] read(String path) throws IOException;

  /**
   * The regular files of this machine; thread-safe. Pipes and devices could block, and files that
   * the kernel generates, such as {@code /proc/self/environ}, are not written by an operator; none
   * of them is opened.
   */
  static FileSource system() {
    return path -> {
      Path file = Path.of(path).toRealPath();
      boolean isGenerated = GENERATED.stream().anyMatch(file::startsWith);
      if (isGenerated || !Files.isRegularFile(file)) {
        throw new IrregularFileException();
      }
      try (var input = Files.newInputStream(file)) {
        return input.readNBytes(MAX_BYTES + 1);
      }
    };
  }
}
