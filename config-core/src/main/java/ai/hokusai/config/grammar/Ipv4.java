package ai.hokusai.config.grammar;

import org.jspecify.annotations.Nullable;

/** The grammar of IPv4 addresses: four decimal octets, no short forms, no octal, no hexadecimal. */
public final class Ipv4 {
  private static final int OCTETS = 4;

  private Ipv4() {}

  /** Reads an address into its four octets; null where it is none. */
  public static int @Nullable [] octets(String text) {
    int[] octets = new int[OCTETS];
    int start = 0;
    for (int i = 0; i < OCTETS; i++) {
      int end = i < OCTETS - 1 ? text.indexOf('.', start) : text.length();
      octets[i] = end < 0 ? -1 : octet(text.substring(start, end));
      if (octets[i] < 0) {
        return null;
      }
      start = end + 1;
    }
    return octets;
  }

  private static int octet(String text) {
    boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
    int value = Values.number(text).orElse(-1);
    return leadingZero || value > 255 ? -1 : value;
  }
}
