package ai.hokusai.api.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder, which only this user may read where the file system has permissions. It is deleted
 * by {@link #close}, or when this JVM has ended, even if it was killed, where there is a shell.
 */
public final class TiedFolder implements AutoCloseable {
  // It waits for the end of the pipe from this JVM, which the kernel closes with the JVM.
  private static final String SCRIPT = "trap '' HUP INT TERM; read -r _; exec rm -rf \"$1\"";

  private final Path path;
  private final @Nullable Process remover;

  private TiedFolder(Path path, @Nullable Process remover) {
    this.path = path;
    this.remover = remover;
  }

  /** Creates a folder whose name begins with the prefix. */
  public static TiedFolder create(String prefix) {
    try {
      Path path = Files.createTempDirectory(prefix);
      return new TiedFolder(path, remover(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Process remover(Path path) throws IOException {
    String shell = TiedCommand.SHELL.toString();
    return Files.isExecutable(TiedCommand.SHELL)
        ? new ProcessBuilder(List.of(shell, "-c", SCRIPT, shell, path.toString())).start()
        : null;
  }

  /** The path of the folder. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(path)) {
      for (Path each : files.toList()) {
        Files.deleteIfExists(each);
      }
      Files.delete(path);
    } catch (IOException e) {
      // The other process deletes it, or the system does.
    }
    if (remover != null) {
      remover.destroy();
    }
  }
}
