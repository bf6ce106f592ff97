package ai.hokusai.config.grammar;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The grammar of IPv6 addresses, RFC 4291 §2.2. It never resolves a name. */
public final class Ipv6 {
  private static final int GROUPS = 8;

  private Ipv6() {}

  /** Reads an address without brackets and zone into its eight groups; null where it is none. */
  public static int @Nullable [] groups(String text) {
    String plain = withoutIpv4(text);
    int[] groups = new int[GROUPS];
    int gap = plain.indexOf("::");
    if (gap < 0) {
      return read(plain, 0, plain.length(), groups, 0) == GROUPS ? groups : null;
    }
    int head = read(plain, 0, gap, groups, 0);
    int stated = head < 0 ? head : read(plain, gap + 2, plain.length(), groups, head);
    // The gap stands for one group at least.
    if (stated < 0 || stated == GROUPS) {
      return null;
    }
    int tail = GROUPS - (stated - head);
    System.arraycopy(groups, head, groups, tail, stated - head);
    Arrays.fill(groups, head, tail, 0);
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

  /** Reads groups parted by colons, none from nothing; the number of groups now, -1 for a fault. */
  private static int read(String text, int from, int to, int[] groups, int known) {
    int count = known;
    for (int start = from; start <= to && from < to; count++) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? to : Math.min(colon, to);
      int group = count < GROUPS ? group(text, start, end) : -1;
      if (group < 0) {
        return -1;
      }
      groups[count] = group;
      start = end + 1;
    }
    return count;
  }

  /** Reads one to four hexadecimal digits; -1 for anything else. */
  private static int group(String text, int start, int end) {
    if (end == start || end - start > 4) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!HexFormat.isHexDigit(c)) {
        return -1;
      }
      value = value << 4 | HexFormat.fromHexDigit(c);
    }
    return value;
  }
}
