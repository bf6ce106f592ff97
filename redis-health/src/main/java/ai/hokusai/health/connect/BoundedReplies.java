package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Bounds the replies of RESP 2 on one connection for the parser of Jedis, which allocates as much
 * as a length announces and recurses into nested arrays. One thread at a time uses it.
 */
final class BoundedReplies extends RedisInputStream {
  private static final String TYPES_OF_RESP_3 = "_#,(!=%~>|";
  private static final int MAX_DEPTH = 32;
  private static final int MAX_LINE = 64 * 1024;
  // The shortest element of an array, and about what a reference to it takes.
  private static final int MIN_ELEMENT_BYTES = 4;
  private static final int LEAST = 1 << 20;
  private static final int SHARE_OF_THE_HEAP = 64;

  private final RedisInputStream stream;
  private final long maxBytes;
  private final int[] missing = new int[MAX_DEPTH];
  private long bytesLeft;
  private int depth;
  private boolean isArray;

  /** Bounds the replies of a stream, each to a share of the heap. */
  BoundedReplies(RedisInputStream stream) {
    this(stream, Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP));
  }

  BoundedReplies(RedisInputStream stream, long maxBytes) {
    // Nothing is buffered a second time.
    super(new ByteArrayInputStream(new byte[0]), 1);
    this.stream = stream;
    this.maxBytes = maxBytes;
  }

  /** The stream, at the beginning of a reply. */
  BoundedReplies next() {
    return next(maxBytes);
  }

  /** The stream, at the beginning of a reply of at most a number of bytes. */
  BoundedReplies next(long longest) {
    bytesLeft = Math.min(longest, maxBytes);
    depth = 0;
    return this;
  }

  /** Reads the type of an element, or one of the two bytes that end a text. */
  @Override
  public byte readByte() {
    byte kind = stream.readByte();
    spend(1);
    // RESP 3 was not requested; Jedis reports an unknown type.
    expect(TYPES_OF_RESP_3.indexOf(kind) < 0);
    isArray = kind == '*';
    if (kind == '+' || kind == '-' || kind == ':' || kind == '$') {
      endElement();
    }
    return kind;
  }

  /** Reads the length of a text or an array. */
  @Override
  public int readIntCrLf() {
    long length = readLongCrLf();
    expect(length >= -1 && length <= bytesLeft);
    if (!isArray) {
      return (int) length;
    }
    isArray = false;
    if (length <= 0) {
      endElement();
    } else {
      expect(depth < MAX_DEPTH && length <= bytesLeft / MIN_ELEMENT_BYTES);
      missing[depth] = (int) length;
      depth++;
    }
    return (int) length;
  }

  private void endElement() {
    while (depth > 0) {
      missing[depth - 1]--;
      if (missing[depth - 1] > 0) {
        return;
      }
      depth--;
    }
  }

  @Override
  public long readLongCrLf() {
    try {
      return Long.parseLong(readLine());
    } catch (NumberFormatException e) {
      throw unexpected();
    }
  }

  @Override
  public String readLine() {
    return new String(readLineBytes(), UTF_8);
  }

  @Override
  public byte[] readLineBytes() {
    var line = new ByteArrayOutputStream();
    for (byte next = stream.readByte(); next != '\r'; next = stream.readByte()) {
      spend(1);
      expect(line.size() < MAX_LINE);
      line.write(next);
    }
    expect(stream.readByte() == '\n');
    return line.toByteArray();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    int count = stream.read(bytes, offset, length);
    spend(Math.max(0, count));
    return count;
  }

  @Override
  public boolean peek(byte expected) {
    return stream.peek(expected);
  }

  @Override
  public int available() throws IOException {
    return stream.available();
  }

  private void spend(int bytes) {
    bytesLeft -= bytes;
    expect(bytesLeft >= 0);
  }

  private static void expect(boolean isAsExpected) {
    if (!isAsExpected) {
      throw unexpected();
    }
  }

  private static JedisConnectionException unexpected() {
    return ReplyReader.unexpected();
  }
}
