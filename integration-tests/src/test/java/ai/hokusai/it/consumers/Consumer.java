package ai.hokusai.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

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
  PLAIN_JDK("plain-jdk", "", "/health", "/health"),
  SPRING_BOOT_4("spring-boot-4", "spring-boot", "/actuator/health/readiness", "/actuator/health"),
  SPRING_BOOT_3_5(
      "spring-boot-3.5", "spring-boot", "/actuator/health/readiness", "/actuator/health"),
  /** The health check has no message; the admin port has. */
  DROPWIZARD("dropwizard", "dropwizard-core", "/health-check?type=ready", "admin:/healthcheck"),
  MICRONAUT("micronaut", "micronaut-http", "/health/readiness", "/health/readiness"),
  QUARKUS("quarkus", "quarkus-core", "/q/health/ready", "/q/health/ready"),
  HELIDON("helidon", "helidon-webserver", "/observe/health/ready", "/observe/health/ready"),
  LETTUCE("lettuce", "lettuce-core", "/health", "/health");

  private static final Path SOURCES = Path.of("consumers");
  private static final Pattern LOWEST_JAVA =
      Pattern.compile("<(?:maven\\.compiler\\.release|java\\.version)>(\\d+)<");

  private final String project;
  private final String library;
  private final String healthPath;
  private final String causePath;

  Consumer(String project, String library, String healthPath, String causePath) {
    this.project = project;
    this.library = library;
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
          .filter(file -> !file.endsWith("invoker.properties"))
          .sorted()
          .toList();
    }
  }

  /** A source as its page quotes it, without the package. */
  static String quoted(Path source) throws IOException {
    return Files.readString(source).replaceFirst("package .*;\n\n", "");
  }

  /** The lines of a source that count as glue: all but its imports. */
  static long lines(Path source) throws IOException {
    return quoted(source)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("import "))
        .count();
  }

  /** The lines of all sources. */
  long lines() throws IOException {
    long lines = 0;
    for (Path source : sources()) {
      lines += lines(source);
    }
    return lines;
  }

  /** The lowest version of Java that the service runs on. */
  int lowestJava() throws IOException {
    Matcher found = LOWEST_JAVA.matcher(Files.readString(pom()));
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
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

  /** The version of the framework or of the other client that the service runs with, else that of Java. */
  String version() throws IOException {
    return library.isEmpty() ? String.valueOf(Runtime.version().feature()) : version(library);
  }

  /** The version of Jedis that the service runs with. */
  String jedisVersion() throws IOException {
    return version("jedis");
  }

  /** From the name of the file of the library, which may be in the jar. */
  private String version(String of) throws IOException {
    var name = Pattern.compile(".*[/.]" + of + "-(\\d[^/]*)\\.jar");
    try (Stream<Path> files = Files.walk(built().resolve("target"));
        var jar = new JarFile(jar().toFile())) {
      return Stream.concat(files, jar.stream())
          .map(file -> name.matcher(file.toString()))
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
