package ai.hokusai.api.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.Documents.Run;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The rules on this server, by one change at a time to the documents in {@code docs/ecs}. */
final class ServerRulesTest {
  private static final Path ECS = Path.of("..", "docs", "ecs");
  private static final String CHANGES = "/ai/hokusai/api/document/changes.csv";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  /**
   * Each row has the name of a document, the JSON pointer of a value, the new value, nothing for
   * none, and the codes that it leads to.
   */
  @ParameterizedTest
  @CsvFileSource(resources = CHANGES, delimiter = '|', quoteCharacter = '\'')
  void aChangeLeadsToItsFindingsOnly(String document, String pointer, String value, String codes)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String name :
        List.of("task-definition", "service", "target-group", "target-group-attributes")) {
      JsonNode root = JSON.readTree(ECS.resolve(name + ".json").toFile());
      if (name.equals(document)) {
        change(root, JsonPointer.compile(pointer), value);
      }
      Path file = Files.writeString(folder.resolve(name + ".json"), root.toPrettyString());
      arguments.add("--" + name.replace("-attributes", ""));
      arguments.add(file.toString());
    }
    Run run = Documents.check(arguments.toArray(String[]::new));
    assertThat(run.findings()
            .map(each -> each.split(" ", 3)[1])
            .filter(code -> !code.equals("VALUE_NOT_KNOWN"))
            .toList())
        .isEqualTo(codes == null ? List.of() : List.of(codes.split(" ")));
  }

  private static void change(JsonNode root, JsonPointer pointer, String value) throws IOException {
    JsonNode parent = root.at(pointer.head());
    if (parent instanceof ArrayNode array) {
      int index = pointer.last().getMatchingIndex();
      if (index == array.size()) {
        array.add(JSON.readTree(value));
      } else {
        array.set(index, JSON.readTree(value));
      }
    } else if (value == null) {
      ((ObjectNode) parent).remove(pointer.last().getMatchingProperty());
    } else {
      ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), JSON.readTree(value));
    }
  }

  @Test
  void theChangesLeadToEveryCodeOfThisServer() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (var rows = ServerRulesTest.class.getResourceAsStream(CHANGES)) {
      assertThat(rows).isNotNull();
      new String(rows.readAllBytes(), UTF_8)
          .lines()
          .flatMap(row -> List.of(row.split("\\|", -1)[3].strip().split(" ")).stream())
          .forEach(codes::add);
    }
    assertThat(codes)
        .containsAll(
            EnumSet.range(DocumentCode.HEALTH_PATH_UNKNOWN, DocumentCode.HEALTH_COMMAND_OWN)
                .stream()
                .map(Enum::name)
                .toList());
  }
}
