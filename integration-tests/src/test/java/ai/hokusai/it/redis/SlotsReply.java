package ai.hokusai.it.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A reply to {@code CLUSTER SLOTS}, well formed or not, in the protocol of Redis. */
@FunctionalInterface
public interface SlotsReply {
  /** Writes the whole reply. */
  void write(OutputStream out) throws IOException;

  /** This text, which is not checked. */
  static SlotsReply raw(String text) {
    return out -> out.write(text.getBytes(ISO_8859_1));
  }

  /** An array of these ranges. */
  static SlotsReply of(List<String> ranges) {
    return raw(array(ranges));
  }

  /** An array of these ranges. */
  static SlotsReply of(String... ranges) {
    return of(List.of(ranges));
  }

  /** An array of this many elements, the last of which is never sent completely. */
  static SlotsReply large(long elements, String element) {
    return out -> {
      out.write(("*" + elements + "\r\n").getBytes(ISO_8859_1));
      // Of a size that is quick to write.
      int block = 1_000;
      byte[] many = element.repeat(block).getBytes(ISO_8859_1);
      for (long sent = 0; sent < elements; sent += block) {
        out.write(many);
      }
    };
  }

  /** The slots of one primary, with a port that may be impossible. */
  static String range(long first, long last, String host, long port) {
    return "*3\r\n:%d\r\n:%d\r\n%s".formatted(first, last, node(bulk(host), port));
  }

  /** The same for a host that the server does not know. */
  static String rangeOfNull(long first, long last, long port) {
    return "*3\r\n:%d\r\n:%d\r\n%s".formatted(first, last, node("$-1\r\n", port));
  }

  private static String node(String host, long port) {
    return "*4\r\n%s:%d\r\n%s*0\r\n".formatted(host, port, bulk("0".repeat(40)));
  }

  /** A text. */
  static String bulk(String text) {
    return "$%d\r\n%s\r\n".formatted(text.length(), text);
  }

  /** A list of replies. */
  static String array(List<String> replies) {
    return "*%d\r\n%s".formatted(replies.size(), String.join("", replies));
  }

  /** Arrays in arrays. */
  static SlotsReply nested(int depth) {
    return raw("*1\r\n".repeat(depth) + ":1\r\n");
  }

  /** A range of each slot by itself, all at one primary. */
  static SlotsReply singleSlots(String host, int port) {
    return raw(IntStream.range(0, TlsCluster.SLOTS)
        .mapToObj(slot -> range(slot, slot, host, port))
        .collect(Collectors.joining("", "*" + TlsCluster.SLOTS + "\r\n", "")));
  }
}
