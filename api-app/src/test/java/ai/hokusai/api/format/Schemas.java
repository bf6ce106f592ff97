package ai.hokusai.api.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The schemas in {@code docs/schemas}. */
public final class Schemas {
  private static final Path FOLDER = Path.of("..", "docs", "schemas");

  private Schemas() {}

  /** Asserts that a document is valid under a schema. */
  public static void assertValid(String name, String json) {
    assertThat(schema(name).validate(json, InputFormat.JSON)).as(json).isEmpty();
  }

  /** Asserts that a document is not valid under a schema. */
  public static void assertInvalid(String name, String json) {
    assertThat(schema(name).validate(json, InputFormat.JSON)).as(json).isNotEmpty();
  }

  private static Schema schema(String name) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(FOLDER.resolve(name)), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
