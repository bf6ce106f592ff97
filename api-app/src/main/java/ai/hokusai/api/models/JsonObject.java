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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** Validates that bytes are one JSON object in UTF-8. Parses them as a stream, without building a tree. */
final class JsonObject {
  private static final int DEPTH = 64;
  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
      // Readers disagree on the value of a duplicate name.
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      // Names are not cached after the request.
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .build();
  private static final Semaphore PARSERS = new Semaphore(2);

  private JsonObject() {}

  /** Ends the request with 400 if its body is not one JSON object. */
  static void require(byte[] bytes) {
    // Finding duplicate names takes twenty times the memory of the body. The wait is short, since
    // parsing does no I/O.
    PARSERS.acquireUninterruptibly();
    try (JsonParser parser = JSON.createParser(reader(bytes))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw refused("the body is not a JSON object");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw refused("the body continues after the JSON object");
      }
    } catch (StreamConstraintsException e) {
      throw refused("the body is nested deeper than " + DEPTH
          + " levels, or a name or number in it is too long");
    } catch (JsonProcessingException e) {
      throw refused("the body is not JSON: see line " + e.getLocation().getLineNr() + ", column "
          + e.getLocation().getColumnNr());
    } catch (CharacterCodingException e) {
      throw refused("the body is not in UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      PARSERS.release();
    }
  }

  // Decodes UTF-8; a parser of bytes would also accept UTF-16 and UTF-32.
  private static Reader reader(byte[] bytes) {
    return new InputStreamReader(
        new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }
}
