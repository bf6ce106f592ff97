package ai.hokusai.api.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The number of files and sockets that this process may have open. */
final class OpenFiles {

  private OpenFiles() {}

  /** The limit of the operating system, and no limit where it has none that is known. */
  static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
