package ai.hokusai.api.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.api.format.Json;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * The public response as bytes that are written once; only the age is added for each request. Immutable.
 */
final class PublicJson {
  private final Summary summary;
  private final byte[] beforeAge;

  private PublicJson(Summary summary, byte[] beforeAge) {
    this.summary = summary;
    this.beforeAge = beforeAge;
  }

  static PublicJson of(Summary summary) {
    byte[] whole = Json.bytes(summary.publicFields());
    return new PublicJson(summary, Arrays.copyOf(whole, whole.length - 1));
  }

  ByteBuffer at(Instant now) {
    String age = summary.age(now);
    byte[] rest = (age == null ? "}" : ",\"age\":" + age + '}').getBytes(US_ASCII);
    return ByteBuffer.allocate(beforeAge.length + rest.length)
        .put(beforeAge)
        .put(rest)
        .flip();
  }
}
