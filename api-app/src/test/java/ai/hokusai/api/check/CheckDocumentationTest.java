package ai.hokusai.api.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Examination;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.Stage;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The outputs in {@code docs/check.md} and its schema against the code. */
final class CheckDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "check.md");
  private static final Path SCHEMA = Path.of("..", "docs", "check.schema.json");
  private static final CheckOptions OFFLINE =
      new CheckOptions(true, false, false, Set.of(), Duration.ofSeconds(10));

  @Test
  void thePageShowsWhatPeopleGet() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(block("text", CheckText.render(ready(), false)))
        .contains(block("text", CheckText.render(refused(), false)))
        .contains(block("text", CheckText.render(warned(), false)))
        .contains(block("text", CheckText.render(rejected(), false)));
  }

  @Test
  void thePageShowsWhatMachinesGet() throws IOException {
    assertThat(Files.readString(PAGE)).contains(block("json", CheckFormat.JSON.render(offline())));
  }

  @Test
  void theSchemaDescribesEveryReport() throws IOException {
    Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA), InputFormat.JSON);

    assertThat(reports())
        .allSatisfy(
            each -> assertThat(schema.validate(CheckFormat.JSON.render(each), InputFormat.JSON))
                .isEmpty());
    String broken =
        CheckFormat.JSON.render(ready()).replace("\"outcome\" : \"pass\"", "\"outcome\" : 1");
    assertThat(schema.validate(broken, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void onlyATerminalGetsColours() {
    assertThat(CheckText.render(refused(), true))
        .contains("\u001b[31mfail\u001b[0m  AUTH", "\u001b[2mskip\u001b[0m  PING")
        .contains("\u001b[32mpass\u001b[0m  TLS");
    assertThat(CheckText.render(refused(), false)).doesNotContain("\u001b");
  }

  static List<CheckReport> reports() {
    return List.of(ready(), refused(), warned(), rejected(), offline());
  }

  private static CheckReport ready() {
    return look(Looks.well());
  }

  private static CheckReport refused() {
    return look(Looks.failed(Fault.AUTH_FAILED, Stage.AUTH));
  }

  private static CheckReport warned() {
    return look(Looks.warning(Fault.TLS_CERTIFICATE_EXPIRING));
  }

  private static CheckReport offline() {
    return Looks.report(Looks.INCIDENT, FakeRedis.of(Looks.well()), OFFLINE);
  }

  private static CheckReport rejected() {
    Map<String, String> environment =
        Map.of("REDIS_URL", "rediss://:p#w@host", "API_PORT", Looks.TOKEN);
    return Looks.report(environment, FakeRedis.of(Looks.well()), Looks.OPTIONS);
  }

  private static CheckReport look(Examination found) {
    return Looks.report(Looks.INCIDENT, FakeRedis.of(found), Looks.OPTIONS);
  }

  private static String block(String language, String content) {
    return "```" + language + "\n" + content + "```\n";
  }
}
