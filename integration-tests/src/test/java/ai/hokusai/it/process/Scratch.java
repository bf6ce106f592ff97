package ai.hokusai.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** The temporary files of this JVM, in one directory, which is removed when the JVM has ended, even if it was killed. */
public final class Scratch {
  // Its stdin is a pipe that the kernel closes with the JVM, whereas a JVM that is killed runs no
  // hook. The second try
  // is for a process that wrote a last file meanwhile.
  private static final String REMOVE =
      "trap '' HUP INT TERM; read -r _; rm -rf -- \"$0\" || { sleep 1; rm -rf -- \"$0\"; }";

  private static final Path ROOT = create();
  private static final Process REMOVER = remover();

  private Scratch() {}

  /** A new empty file. */
  public static Path file(String prefix, String suffix) {
    try {
      return Files.createTempFile(root(), prefix, suffix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new empty directory. */
  public static Path directory(String prefix) {
    try {
      return Files.createTempDirectory(root(), prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    if (!REMOVER.isAlive()) {
      throw new IllegalStateException("the process that removes " + ROOT + " has ended");
    }
    return ROOT;
  }

  private static Path create() {
    try {
      return Files.createTempDirectory("hokusai-it-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process remover() {
    try {
      return new ProcessBuilder("/bin/sh", "-c", REMOVE, ROOT.toString())
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
