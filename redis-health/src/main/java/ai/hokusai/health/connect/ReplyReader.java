package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Reads one reply of RESP 2 with bounds on time and memory, and returns or throws as Jedis does.
 */
// Jedis accepts a line of any length, and allocates as much as a length announces
// before it arrives.
final class ReplyReader {
  /** The longest reply that is read, except to CLUSTER SLOTS. */
  static final int USUAL_BYTES = 16_384;

  private static final int MAX_DEPTH = 8;

  private final RedisInputStream in;
  private int bytesLeft;

  private ReplyReader(RedisInputStream in, int maxBytes) {
    this.in = in;
    this.bytesLeft = maxBytes;
  }

  /** Reads one reply of at most {@link #USUAL_BYTES}. */
  static @Nullable Object read(RedisInputStream in) {
    return read(in, USUAL_BYTES);
  }

  /** Reads one reply of at most a number of bytes. */
  static @Nullable Object read(RedisInputStream in, int maxBytes) {
    return new ReplyReader(in, maxBytes).reply(0);
  }

  private @Nullable Object reply(int depth) {
    byte kind = readByte();
    return switch (kind) {
      case '+' -> line();
      case '-' -> throw error(new String(line(), UTF_8));
      case ':' -> number();
      case '$' -> bulk();
      case '*' -> array(depth);
      default -> throw new JedisConnectionException("Unknown reply: " + (char) kind);
    };
  }

  private static JedisDataException error(String text) {
    boolean isAccess = text.startsWith("WRONGPASS") || text.startsWith("NOPERM");
    return isAccess ? new JedisAccessControlException(text) : new JedisDataException(text);
  }

  private byte[] line() {
    var line = new ByteArrayOutputStream();
    for (byte next = readByte(); next != '\r'; next = readByte()) {
      line.write(next);
    }
    expect(readByte() == '\n');
    return line.toByteArray();
  }

  private long number() {
    try {
      return Long.parseLong(new String(line(), UTF_8));
    } catch (NumberFormatException e) {
      throw unexpected();
    }
  }

  private byte @Nullable [] bulk() {
    long length = number();
    if (length < 0) {
      return null;
    }
    expect(length <= bytesLeft);
    var bytes = new byte[(int) length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = readByte();
    }
    expect(readByte() == '\r' && readByte() == '\n');
    return bytes;
  }

  private @Nullable List<@Nullable Object> array(int depth) {
    long length = number();
    expect(depth < MAX_DEPTH && length <= bytesLeft);
    if (length < 0) {
      return null;
    }
    var elements = new ArrayList<@Nullable Object>();
    for (long i = 0; i < length; i++) {
      elements.add(reply(depth + 1));
    }
    return elements;
  }

  private byte readByte() {
    expect(bytesLeft > 0);
    bytesLeft--;
    return in.readByte();
  }

  private static void expect(boolean isAsExpected) {
    if (!isAsExpected) {
      throw unexpected();
    }
  }

  static JedisConnectionException unexpected() {
    return new JedisConnectionException(new ProtocolException("a reply is malformed or too long"));
  }
}
