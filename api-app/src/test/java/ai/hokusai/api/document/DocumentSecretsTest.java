package ai.hokusai.api.document;

import static ai.hokusai.api.document.Documents.sample;
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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A secret that is planted in each text of a document, and in each name, searched for in every format. */
@Tag("once")
final class DocumentSecretsTest {
  private static final String SECRET = "Correct-Horse-Battery-9";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
    "every-code.json, every-code-values.json, every-code-parameters.json, false",
    "every-code.json, every-code-values.json, every-code-parameters.json, true",
    "21-cdk-synth.json, every-code-values.json, incident-values.json, false"
  })
  void noOutputHoldsAPartOfIt(String task, String values, String parameters, boolean isName)
      throws IOException {
    List<String> files = List.of(task, values, parameters);
    for (int planted = 0; planted < files.size(); planted++) {
      JsonNode root = JSON.readTree(Path.of(sample(files.get(planted))).toFile());
      List<JsonPointer> places = new ArrayList<>();
      collect(root, JsonPointer.empty(), isName, places);
      assertThat(places).hasSizeGreaterThan(3);
      for (JsonPointer place : places) {
        assertSilent(paths(files, planted, planted(root, place, isName)));
      }
    }
  }

  private List<String> paths(List<String> files, int planted, JsonNode root) throws IOException {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String text =
          i == planted ? root.toString() : Files.readString(Path.of(sample(files.get(i))));
      paths.add(Files.writeString(folder.resolve(i + ".json"), text).toString());
    }
    return paths;
  }

  private static JsonNode planted(JsonNode root, JsonPointer place, boolean isName) {
    JsonNode copy = root.deepCopy();
    JsonNode parent = copy.at(place.head());
    if (parent instanceof ArrayNode array) {
      array.set(place.last().getMatchingIndex(), SECRET);
    } else {
      ObjectNode object = (ObjectNode) parent;
      String name = place.last().getMatchingProperty();
      if (isName) {
        object.set(SECRET, object.remove(name));
      } else {
        object.put(name, SECRET);
      }
    }
    return copy;
  }

  private static void collect(
      JsonNode node, JsonPointer place, boolean isName, List<JsonPointer> places) {
    if (node.isValueNode() && !isName) {
      places.add(place);
    }
    node.properties().forEach(field -> {
      JsonPointer below = place.appendProperty(field.getKey());
      if (isName) {
        places.add(below);
      }
      collect(field.getValue(), below, isName, places);
    });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), place.appendIndex(i), isName, places);
    }
  }

  private static void assertSilent(List<String> paths) {
    // The report for people is beside each of them.
    for (String format : new String[] {"json", "junit", "sarif", "github"}) {
      Run run = Documents.check(
          "--task-definition",
          paths.get(0),
          "--values",
          paths.get(1),
          "--values",
          paths.get(2),
          "--format",
          format);
      assertThat(run.out() + run.err()).isNotEmpty().doesNotContain("Correct-", "Horse", "tery-9");
    }
  }
}
