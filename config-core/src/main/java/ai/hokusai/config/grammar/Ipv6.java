package ai.hokusai.config.grammar;

import org.jspecify.annotations.Nullable;

/** The grammar of IPv6 addresses, RFC 4291 §2.2, without the JDK's resolver anywhere near. */
public final class Ipv6 {
  private static final int GROUPS = 8;

  private Ipv6() {}

  /** Reads an address without brackets and zone into its eight groups; null where it is none. */
  public static int @Nullable [] groups(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] all = new int[GROUPS];
      return fill(text, all, 0) == GROUPS ? all : null;
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    int[] head = new int[GROUPS];
    int[] tail = new int[GROUPS];
    int headCount = gap == 0 ? 0 : fill(text.substring(0, gap), head, 0);
    int tailCount = gap + 2 == text.length() ? 0 : fill(text.substring(gap + 2), tail, 0);
    if (headCount < 0 || tailCount < 0 || headCount + tailCount >= GROUPS) {
      return null;
    }
    System.arraycopy(tail, 0, head, GROUPS - tailCount, tailCount);
    return head;
  }

  /** Reads groups parted by colons; the count of groups, or -1 where one is malformed. */
  private static int fill(String text, int[] groups, int from) {
    int count = from;
    int start = 0;
    while (start <= text.length()) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', start) >= 0) {
        return count + 2 > GROUPS ? -1 : ipv4Tail(text.substring(start), groups, count);
      }
      int group = group(text, start, end);
      if (group < 0 || count == GROUPS) {
        return -1;
      }
      groups[count++] = group;
      start = end + 1;
    }
    return count;
  }

  private static int group(String text, int start, int end) {
    if (start == end || end - start > 4) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static int ipv4Tail(String text, int[] groups, int count) {
    int[] octets = Ipv4.octets(text);
    if (octets == null) {
      return -1;
    }
    groups[count] = octets[0] << 8 | octets[1];
    groups[count + 1] = octets[2] << 8 | octets[3];
    return count + 2;
  }
}
