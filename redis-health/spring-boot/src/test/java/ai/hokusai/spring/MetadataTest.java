package ai.hokusai.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.RedisVariable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds the metadata that editors show for {@code application.properties} to the variables and properties of the code.
 * With {@code -Dgolden.update} it writes them.
 */
final class MetadataTest {
  private static final Path METADATA =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

  private static final Map<String, String> MEANINGS = Map.of(
      "background", "Names of the health indicators that are called in the background.",
      "interval", "Pause between two calls of a background health indicator.",
      "deadline", "Longest time that a call of a background health indicator takes.",
      "drainDelay", "Time from the begin of a shutdown to the stop of the web server.");

  @Test
  void hasEveryVariableAndProperty() throws Exception {
    var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    String expected = mapper.writeValueAsString(metadata(mapper.createObjectNode())) + "\n";
    if (System.getProperty("golden.update") != null) {
      Files.writeString(METADATA, expected);
    }

    assertThat(Files.readString(METADATA)).isEqualTo(expected);
  }

  private static ObjectNode metadata(ObjectNode root) {
    ArrayNode properties = root.putArray("properties");
    for (RedisVariable each : RedisVariable.values()) {
      add(properties, each.name(), String.class, each.meaning(), each.defaultText());
      if (each.hasFile()) {
        add(properties, each.fileName(), String.class, "file that holds " + each.name(), "");
      }
      for (String alias : each.aliases()) {
        add(properties, alias, String.class, each.meaning(), each.defaultText())
            .putObject("deprecation")
            .put("replacement", each.name());
      }
    }
    for (Parameter each : HealthProperties.class.getDeclaredConstructors()[0].getParameters()) {
      String name = each.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      String[] byDefault = each.getAnnotation(DefaultValue.class).value();
      add(
              properties,
              "hokusai.health." + name,
              each.getType(),
              requireNonNull(MEANINGS.get(each.getName())),
              byDefault.length == 0 ? "" : byDefault[0])
          .put("sourceType", HealthProperties.class.getName());
    }
    return root;
  }

  private static ObjectNode add(
      ArrayNode properties, String name, Class<?> type, String meaning, String defaultText) {
    String sentence = meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1);
    ObjectNode property = properties
        .addObject()
        .put("name", name)
        .put("type", type == List.class ? "java.util.List<java.lang.String>" : type.getName())
        .put("description", sentence.endsWith(".") ? sentence : sentence + ".");
    if (!defaultText.isEmpty()) {
      property.put("defaultValue", defaultText);
    }
    return property;
  }
}
