package ai.hokusai.api.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A summary as bytes made once; the age, which differs from request to request, is put in last.
 * Immutable.
 */
final class PublicJson {
  private final Summary summary;
  private final byte[] beforeAge;

  private PublicJson(Summary summary, byte[] beforeAge) {
    this.summary = summary;
    this.beforeAge = beforeAge;
  }

  static PublicJson of(Summary summary) {
    // Words of ours and a time: nothing in them that JSON would have to escape.
    String code =
        summary.cause() == null ? "" : ",\"code\":\"" + summary.cause().code() + '"';
    String kinds = summary.isSplit()
        ? ",\"reads\":\"" + summary.reads() + "\",\"writes\":\"" + summary.writes() + '"'
        : "";
    String text = "{\"status\":\"" + summary.word() + '"' + code + kinds + ",\"since\":\""
        + summary.since() + '"';
    return new PublicJson(summary, text.getBytes(US_ASCII));
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
