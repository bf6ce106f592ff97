package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The bill of materials inside the jar, and what {@code docs/licences.md} says of it. */
final class ShippedLicencesIT {

  @Test
  void theDocumentListsWhatTheJarShips() throws IOException {
    assumeFalse(
        System.getProperty("build.network", "").equals("offline=true"),
        "mvn -o makes no bill of materials of what is shipped");
    List<String> shipped = components().map(ShippedLicencesIT::row).sorted().toList();
    List<String> documented = Files.readAllLines(Path.of("../docs/licences.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .toList();

    assertThat(shipped).hasSizeGreaterThan(20).allMatch(row -> !row.endsWith("|  |"));
    assertThat(String.join("\n", documented)).isEqualTo(String.join("\n", shipped));
  }

  private static Stream<JsonNode> components() throws IOException {
    try (var jar = new ZipFile(AppJar.JAR.toFile());
        var bill = jar.getInputStream(jar.getEntry("META-INF/sbom/api-app.cdx.json"))) {
      JsonNode components = new ObjectMapper().readTree(bill).get("components");
      return StreamSupport.stream(components.spliterator(), false)
          .filter(each -> !each.path("group").asText().equals("ai.hokusai"));
    }
  }

  private static String row(JsonNode component) {
    String licences = StreamSupport.stream(component.path("licenses").spliterator(), false)
        .map(each -> each.path("license"))
        .map(each -> each.path("id").asText(each.path("name").asText()))
        .collect(Collectors.joining(", "));
    return "| `%s:%s` | %s |"
        .formatted(component.path("group").asText(), component.path("name").asText(), licences);
  }
}
