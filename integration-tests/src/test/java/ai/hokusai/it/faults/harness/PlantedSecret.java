package ai.hokusai.it.faults.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A secret made for one run of the tests, any four characters of which are found wherever they come out: one of each
 * four is so rare that nothing else prints it.
 */
public final class PlantedSecret {
  /** The token of Redis. */
  public static final PlantedSecret PASSWORD = random('^');

  /** What opens the details of the health. */
  public static final PlantedSecret DETAILS = random('~');

  /** Both. */
  public static final List<PlantedSecret> ALL = List.of(PASSWORD, DETAILS);

  private static final int GROUPS = 6;
  private static final int SHORTEST = 4;
  // Three of them may be the code of the rare one in a URL.
  private static final int SHORTEST_ENCODED = 6;

  private final String value;

  private PlantedSecret(String value) {
    this.value = value;
  }

  private static PlantedSecret random(char rare) {
    var letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    var random = new SecureRandom();
    var text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      random.ints(3, 0, letters.length()).forEach(at -> text.append(letters.charAt(at)));
      text.append(rare);
    }
    return new PlantedSecret(text.toString());
  }

  public String value() {
    return value;
  }

  /** As it stands in a URL. */
  public String encoded() {
    return URLEncoder.encode(value, UTF_8).replace("~", "%7E");
  }

  /** Where any part of any of them came out, without showing it; empty where none did. */
  public static Optional<String> leakIn(String output) {
    return ALL.stream().flatMap(each -> each.placeIn(output).stream()).findFirst();
  }

  private Optional<String> placeIn(String output) {
    return IntStream.concat(
            places(output, value, SHORTEST), places(output, encoded(), SHORTEST_ENCODED))
        .mapToObj(at -> "at %d, after '%s'".formatted(at, before(output, at)))
        .findFirst();
  }

  private static IntStream places(String output, String secret, int length) {
    return IntStream.rangeClosed(0, secret.length() - length)
        .map(from -> output.indexOf(secret.substring(from, from + length)))
        .filter(at -> at >= 0);
  }

  private static String before(String output, int at) {
    return output.substring(Math.max(0, at - 40), at).replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return "a planted secret";
  }
}
