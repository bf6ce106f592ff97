package ai.hokusai.api.server;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Returns memory to the operating system that the JVM and the C library would keep after the start.
 *
 * <p>There are two parts. A new JVM collects no garbage until its young generation is full, which
 * G1 makes 5 % of the memory. And glibc keeps memory that the compilers of the JVM have freed: 10
 * to 20 MiB after a start.
 */
final class UnusedMemory {
  private UnusedMemory() {}

  /** Collects garbage, and then does what {@link #release} does. */
  static void collectAndRelease() {
    System.gc();
    release();
  }

  /**
   * Returns the free memory of the C library to the operating system, as
   * {@code jcmd PID System.trim_native_heap} does. It takes about a millisecond and stops no other
   * thread.
   *
   * <p>The command is called by reflection: the public way to it is the MBean server of the
   * platform, whose 250 classes take as much memory as this returns. The manifest of the jar opens
   * the package.
   *
   * @return the report of the JVM; empty if the package is not open, or the JVM or its C library
   *     has no such command, and then nothing is done
   */
  static Optional<String> release() {
    try {
      // Loads the native library that executes commands.
      ManagementFactory.getOperatingSystemMXBean();
      Class<?> commands = Class.forName("com.sun.management.internal.DiagnosticCommandImpl");
      Method instance = commands.getDeclaredMethod("getDiagnosticCommandMBean");
      Method execute = commands.getDeclaredMethod("executeDiagnosticCommand", String.class);
      instance.setAccessible(true);
      execute.setAccessible(true);
      return Optional.of((String) execute.invoke(instance.invoke(null), "System.trim_native_heap"));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }
}
