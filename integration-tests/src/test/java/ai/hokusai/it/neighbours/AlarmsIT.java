package ai.hokusai.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.LoopbackPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docs/ecs/alarms.json} in tools of others, where those are installed. */
@Tag("once")
final class AlarmsIT {
  private static final String TEMPLATE =
      Path.of("..", "docs", "ecs", "alarms.json").toString();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void cfnLintFindsNothing() {
    assertThat(Program.onPath("cfn-lint").run("", TEMPLATE)).isEmpty();
  }

  /** Moto creates all resources but the metric filter, which it does not support. */
  @Test
  void aStackIsCreatedFromIt() {
    Program aws = Program.onPath("aws");
    int port = LoopbackPort.free();
    try (var moto = Program.onPath("moto_server").start("-p", String.valueOf(port))) {
      var http = new Http(port);
      await().atMost(PATIENCE).until(() -> {
        moto.assertRuns();
        return http.answers("/moto-api/data.json");
      });
      String address = "http://127.0.0.1:" + port;

      cloudFormation(
          aws,
          address,
          "create-stack",
          "--template-body",
          "file://" + TEMPLATE,
          "--parameters",
          "ParameterKey=Email,ParameterValue=operations@example.com");

      assertThat(
              cloudFormation(aws, address, "describe-stacks", "--query", "Stacks[0].StackStatus"))
          .contains("CREATE_COMPLETE");
    }
  }

  private static String cloudFormation(
      Program aws, String address, String command, String... arguments) {
    // Moto finds the service in the signature.
    String[] common = {
      "AWS_ACCESS_KEY_ID=test",
      "AWS_SECRET_ACCESS_KEY=test",
      aws.file().toString(),
      "--endpoint-url",
      address,
      "--region",
      "us-east-1",
      "cloudformation",
      command,
      "--stack-name",
      "alarms"
    };
    return new Program(Path.of("/usr/bin/env"))
        .run("", Stream.of(common, arguments).flatMap(Stream::of).toArray(String[]::new));
  }
}
