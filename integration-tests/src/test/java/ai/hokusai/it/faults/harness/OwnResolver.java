package ai.hokusai.it.faults.harness;

import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JVM in a mount namespace of its own, whose resolver asks the name server of these tests; only root may have one. */
public final class OwnResolver {
  private OwnResolver() {}

  /** Whether this machine lets anybody do this. */
  public static boolean isPossible() {
    try {
      DnsServer.open().close();
      var mount = "mount --bind /dev/null /etc/resolv.conf";
      return new ProcessBuilder("unshare", "--mount", "sh", "-c", mount).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public static AppJvm jvm() {
    try {
      Path file = Scratch.file("resolv", ".conf");
      Files.writeString(
          file, "nameserver " + DnsServer.ADDRESS + "\noptions timeout:1 attempts:2\n");
      var script = "mount --bind '%s' /etc/resolv.conf && exec \"$@\"".formatted(file);
      return new AppJvm(
          List.of("unshare", "--mount", "sh", "-c", script, "sh"),
          AppJvm.plain().options());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
