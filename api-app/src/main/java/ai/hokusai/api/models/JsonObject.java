package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells whether bytes are one JSON object in UTF-8, by reading through them; nothing is built of it. */
final class JsonObject {
  private static final int DEPTH = 64;
  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
      // Of a name that is there twice, each reader takes another value.
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private JsonObject() {}

  /**
   * Lets one JSON object pass.
   *
   * @throws ProblemException with 400 for anything else
   */
  static void require(byte[] bytes) {
    CharBuffer text = decode(bytes);
    try (JsonParser parser =
        JSON.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw refused("the body is no JSON object");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw refused("the body goes on behind the JSON object");
      }
    } catch (StreamConstraintsException e) {
      throw refused("the body is nested deeper than " + DEPTH
          + " levels, or a name or number in it is too long");
    } catch (JsonProcessingException e) {
      throw refused("the body is no JSON: look at line " + e.getLocation().getLineNr() + ", column "
          + e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CharBuffer decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw refused("the body is not in UTF-8");
    }
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }
}
