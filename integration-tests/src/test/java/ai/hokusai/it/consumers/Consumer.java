package ai.hokusai.it.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A project in {@code consumers} and the paths of its framework's own health. */
enum Consumer {
  PLAIN_JDK("plain-jdk", "/health", "/health"),
  SPRING_BOOT_4("spring-boot-4", "/actuator/health/readiness", "/actuator/health"),
  SPRING_BOOT_3_5("spring-boot-3.5", "/actuator/health/readiness", "/actuator/health"),
  /** The health check has no message; the admin port has. */
  DROPWIZARD("dropwizard", "/health-check?type=ready", "admin:/healthcheck"),
  MICRONAUT("micronaut", "/health/readiness", "/health/readiness"),
  QUARKUS("quarkus", "/q/health/ready", "/q/health/ready");

  private static final Path SOURCES = Path.of("consumers");
  private static final Pattern JEDIS = Pattern.compile(".*\\bjedis-(\\d.*)\\.jar");

  private final String project;
  private final String healthPath;
  private final String causePath;

  Consumer(String project, String healthPath, String causePath) {
    this.project = project;
    this.healthPath = healthPath;
    this.causePath = causePath;
  }

  /** The consumer of a project. */
  static Consumer of(String project) {
    return Stream.of(values())
        .filter(each -> each.project.equals(project))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no consumer " + project));
  }

  /** The path whose status code is the health. */
  String healthPath() {
    return healthPath;
  }

  /** The path whose body has the code of the cause, after {@code admin:} where it is on that port. */
  String causePath() {
    return causePath;
  }

  /** The project as Maven built it. */
  Path built() {
    return Path.of(System.getProperty("consumers.directory")).resolve(project);
  }

  /** The page that quotes it. */
  Path document() {
    String framework = project.replaceFirst("-[\\d.]+$", "");
    return Path.of("../docs/use-with-" + framework + ".md");
  }

  /** The files that a service writes to use the library. */
  List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(project))) {
      return files
          .filter(file -> Stream.of(".java", ".yml", ".properties")
              .anyMatch(ending -> file.toString().endsWith(ending)))
          .sorted()
          .toList();
    }
  }

  /** The project file. */
  Path pom() {
    return SOURCES.resolve(project).resolve("pom.xml");
  }

  /** The file that {@code java -jar} runs. */
  Path jar() {
    Path quarkus = built().resolve("target/quarkus-app/quarkus-run.jar");
    return Files.exists(quarkus) ? quarkus : built().resolve("target/service.jar");
  }

  /** The version of Jedis that the service runs with, from the name of its file, which may be in the jar. */
  String jedisVersion() throws IOException {
    try (Stream<Path> files = Files.walk(built().resolve("target"));
        var jar = new JarFile(jar().toFile())) {
      return Stream.concat(files, jar.stream())
          .map(file -> JEDIS.matcher(file.toString()))
          .filter(Matcher::matches)
          .map(found -> found.group(1))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public String toString() {
    return project;
  }
}
