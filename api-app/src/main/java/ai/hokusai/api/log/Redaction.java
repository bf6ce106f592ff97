package ai.hokusai.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.config.source.Secret;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes known secrets out of what libraries say, such as the text of a request. Our own events need none:
 * they are made of names and words. Immutable.
 */
final class Redaction {
  private static final String STARS = "***";

  private final List<String> secrets;

  Redaction(List<Secret> secrets) {
    this.secrets = secrets.stream()
        .flatMap(secret -> secret.<Stream<String>>reveal(Redaction::spellings))
        .distinct()
        .toList();
  }

  private static Stream<String> spellings(String secret) {
    String encoded = URLEncoder.encode(secret, UTF_8);
    return Stream.of(secret, encoded, encoded.replace("+", "%20"));
  }

  String of(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, STARS);
    }
    return redacted;
  }
}
