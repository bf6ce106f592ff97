package ai.hokusai.config.grammar;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The grammar of IPv4 addresses: four decimal octets, no short forms, no octal, no hexadecimal. */
public final class Ipv4 {

  private Ipv4() {}

  /** Reads an address into its four octets; null where it is none. */
  public static int @Nullable [] octets(String text) {
    int[] octets = new int[4];
    int start = 0;
    for (int i = 0; i < 4; i++) {
      int dot = i == 3 ? text.length() : text.indexOf('.', start);
      int octet = dot < 0 ? -1 : octet(text.substring(start, dot));
      if (octet < 0) {
        return null;
      }
      octets[i] = octet;
      start = dot + 1;
    }
    return octets;
  }

  private static int octet(String text) {
    boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
    OptionalInt value =
        text.length() > 3 || leadingZero ? OptionalInt.empty() : Values.number(text);
    return value.isPresent() && value.getAsInt() <= 255 ? value.getAsInt() : -1;
  }
}
