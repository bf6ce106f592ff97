package ai.hokusai.config.source;

import java.io.IOException;

/**
 * Reports a path that is not read: a directory, a device, a pipe or a file that the kernel
 * generates.
 */
final class IrregularFileException extends IOException {
  private static final long serialVersionUID = 1L;

  IrregularFileException() {
    super("not a regular file");
  }
}
