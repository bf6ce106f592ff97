package ai.hokusai.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.spring.sample.OrdersService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The sample service as a process of its own, with settings that it cannot start with. */
final class RejectedStartTest {

  @Test
  void theProcessExitsWith78AndPrintsTheReportOnce() throws Exception {
    Finished service = run(Map.of("REDIS_URL", "rediss://:p#w@host"));

    assertThat(service.exitCode).isEqualTo(78);
    assertThat(service.output)
        .containsOnlyOnce("""
            error[USERINFO_RESERVED_CHAR]: password of REDIS_URL holds an unencoded "/", "?" or "#", which ends the host part of a URL
              REDIS_URL=rediss://:[secret]@[host]
                                  ^^^^^^^^
              remedy: move the password to REDIS_AUTH_TOKEN, where nothing needs encoding; or write / as %2F, ? as %3F, # as %23
            """)
        .containsOnlyOnce("USERINFO_RESERVED_CHAR]")
        .contains("APPLICATION FAILED TO START")
        .doesNotContain("Tomcat")
        .doesNotContain("p#w")
        .doesNotContain("\tat ");
  }

  @Test
  void soDoesAConnectionThatSpringsClientWouldMakeOtherwise() throws Exception {
    Finished service = run(Map.of(
        "REDIS_URL",
        "rediss://master.orders.ab12cd.euw1.cache.amazonaws.com:1",
        "REDIS_USERNAME",
        "orders",
        "REDIS_AUTH_MODE",
        "iam",
        "SPRING_DATA_REDIS_DATABASE",
        "4"));

    assertThat(service.exitCode).isEqualTo(78);
    assertThat(service.output)
        .containsOnlyOnce("error: spring.data.redis.database is not read:")
        .containsOnlyOnce("error: Spring's Redis client reads a password once, and a token of")
        .doesNotContain("\tat ");
  }

  /** Too late for a code; see {@link RejectedSettingsException}. */
  @Test
  void aHealthIndicatorThatDoesNotExistIsOneReportToo() throws Exception {
    Finished service =
        run(Map.of("REDIS_URL", "redis://localhost:1", "HOKUSAI_HEALTH_BACKGROUND", "diskSpaces"));

    assertThat(service.exitCode).isEqualTo(1);
    assertThat(service.output)
        .containsOnlyOnce(
            "error: hokusai.health.background names health indicators that do not exist: diskSpaces")
        .contains("remedy: use some of diskSpace, ")
        .doesNotContain("\tat ");
  }

  private record Finished(int exitCode, String output) {}

  private static Finished run(Map<String, String> environment) throws Exception {
    var builder = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OrdersService.class.getName(),
            "--server.port=0"))
        .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Finished(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
