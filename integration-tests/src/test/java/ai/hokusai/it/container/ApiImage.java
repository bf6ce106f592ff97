package ai.hokusai.it.container;

import java.nio.file.Path;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image of the API on a base that is made from this machine, so that no registry is asked for anything. */
final class ApiImage {
  // Removed with the JVM; fixed names, so that the next run replaces what one that was killed left
  // behind.
  private static final String BASE = "hokusai/jre-it:" + Runtime.version().feature();
  private static final String BUILT = "hokusai/api-it:" + Runtime.version().feature();

  private ApiImage() {}

  /**
   * Builds it.
   *
   * @param scratch an empty directory
   * @return its name
   */
  static String build(Path scratch) {
    RuntimeFiles.layOut(scratch);
    String base = new ImageFromDockerfile(BASE, true)
        .withFileFromPath("files", scratch)
        .withFileFromString("Dockerfile", """
            FROM scratch
            COPY files /
            ENV PATH=/%s/bin
            """.formatted(RuntimeFiles.JAVA))
        .get();
    return new ImageFromDockerfile(BUILT, true)
        .withDockerfile(Path.of("..", "Dockerfile").toAbsolutePath().normalize())
        .withBuildArg("BASE", base)
        .get();
  }
}
