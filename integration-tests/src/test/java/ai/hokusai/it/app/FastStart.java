package ai.hokusai.it.app;

import ai.hokusai.it.process.Scratch;
import java.nio.file.Path;
import java.util.Map;

/**
 * A JVM that starts the jar with half the work, where many of them start on one machine: the simple compiler and
 * collector, and an archive of the classes that a training run has loaded.
 */
public final class FastStart {
  private static final AppJvm SIMPLE =
      AppJvm.plain().with("-XX:TieredStopAtLevel=1").with("-XX:+UseSerialGC");
  private static final Path ARCHIVE = archive();

  private FastStart() {}

  /** The same JVM, made fast; without an archive that fits it starts as well, and slower. */
  public static AppJvm of(AppJvm jvm) {
    AppJvm fast = jvm;
    for (String option : SIMPLE.options()) {
      fast = fast.with(option);
    }
    return fast.with("-XX:SharedArchiveFile=" + ARCHIVE);
  }

  private static Path archive() {
    Path file = Scratch.directory("classes").resolve("api-app.jsa");
    FinishedApp.run(Map.of(), SIMPLE.with("-XX:ArchiveClassesAtExit=" + file), "train");
    return file;
  }
}
