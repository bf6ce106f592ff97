package ai.hokusai.it.faults.harness;

import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a JVM looks up the one name that matters, read anew at each look-up. */
public final class HostsFile {
  public static final String NAME = "redis.hokusai.test";

  private final Path path;

  private HostsFile(Path path) {
    this.path = path;
  }

  /** Begins with the name at the loopback address. */
  public static HostsFile create() throws IOException {
    var file = new HostsFile(Scratch.file("hosts", ".txt"));
    file.resolveTo("127.0.0.1");
    return file;
  }

  public Path path() {
    return path;
  }

  public void resolveTo(String address) throws IOException {
    Files.writeString(path, address + " " + NAME + "\n");
  }

  public void forget() throws IOException {
    Files.writeString(path, "127.0.0.1 localhost\n");
  }
}
