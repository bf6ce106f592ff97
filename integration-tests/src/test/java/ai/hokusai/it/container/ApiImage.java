package ai.hokusai.it.container;

import java.nio.file.Path;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image of the API on a base that is made from this machine, so that no registry is asked for anything. */
final class ApiImage {
  // Fixed names, so that a machine keeps one image of each and the next run replaces it.
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
    String base = new ImageFromDockerfile(BASE, false)
        .withFileFromPath("files", scratch)
        .withFileFromString("Dockerfile", """
            FROM scratch
            COPY files /
            ENV PATH=/%s/bin
            """.formatted(RuntimeFiles.JAVA))
        .get();
    return new ImageFromDockerfile(BUILT, false)
        .withDockerfile(Path.of("..", "Dockerfile").toAbsolutePath().normalize())
        .withBuildArg("BASE", base)
        .get();
  }
}
