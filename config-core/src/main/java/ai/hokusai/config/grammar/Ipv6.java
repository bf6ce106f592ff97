package ai.hokusai.config.grammar;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The grammar of IPv6 addresses, RFC 4291 §2.2, without the JDK's resolver anywhere near. */
public final class Ipv6 {
  private static final int GROUPS = 8;

  private Ipv6() {}

  /** Reads an address without brackets and zone into its eight groups; null where it is none. */
  public static int @Nullable [] groups(String text) {
    String plain = withoutIpv4(text);
    int gap = plain.indexOf("::");
    int[] head = list(gap < 0 ? plain : plain.substring(0, gap));
    int[] tail = list(gap < 0 ? "" : plain.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int stated = head.length + tail.length;
    if (gap < 0 ? stated != GROUPS : stated >= GROUPS) {
      return null;
    }
    int[] groups = Arrays.copyOf(head, GROUPS);
    System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
    return groups;
  }

  /** Writes an IPv4 address at the very end as the two groups that it stands for. */
  private static String withoutIpv4(String text) {
    int start = text.lastIndexOf(':') + 1;
    int[] octets = text.indexOf('.') < 0 ? null : Ipv4.octets(text.substring(start));
    return octets == null
        ? text
        : text.substring(0, start)
            + Integer.toHexString(octets[0] << 8 | octets[1])
            + ":"
            + Integer.toHexString(octets[2] << 8 | octets[3]);
  }

  /** Reads groups parted by colons, none where the text is empty; null where one is malformed. */
  private static int @Nullable [] list(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", GROUPS + 1);
    int[] groups = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!isGroup(parts[i])) {
        return null;
      }
      groups[i] = Integer.parseInt(parts[i], 16);
    }
    return groups;
  }

  private static boolean isGroup(String text) {
    return !text.isEmpty() && text.length() <= 4 && Ascii.all(text, HexFormat::isHexDigit);
  }
}
