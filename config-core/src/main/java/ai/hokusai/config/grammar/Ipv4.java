package ai.hokusai.config.grammar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The grammar of IPv4 addresses: four decimal octets, no short forms, no octal, no hexadecimal. */
public final class Ipv4 {
  private static final int OCTETS = 4;

  private Ipv4() {}

  /** Reads an address into its four octets; null where it is none. */
  public static int @Nullable [] octets(String text) {
    String[] parts = text.split("\\.", OCTETS + 1);
    int[] octets = Arrays.stream(parts).mapToInt(Ipv4::octet).toArray();
    boolean valid = octets.length == OCTETS && Arrays.stream(octets).allMatch(octet -> octet >= 0);
    return valid ? octets : null;
  }

  private static int octet(String text) {
    boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
    int value = Values.number(text).orElse(-1);
    return leadingZero || value > 255 ? -1 : value;
  }
}
