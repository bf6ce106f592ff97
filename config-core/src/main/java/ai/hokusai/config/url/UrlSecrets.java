package ai.hokusai.config.url;

import ai.hokusai.config.grammar.PercentDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the secrets in a value of {@code REDIS_URL} that may be faulty, so that no other setting
 * shows them.
 */
public final class UrlSecrets {
  private static final Pattern PAIR = Pattern.compile("(?i)(?:^|[?&,;\\s])"
      + "(?:[a-z_.-]{0,20}(?:password|passwd|secret)|pass|pwd|auth|auth[_-]?token|token|credentials?)"
      + "=([^&,;\\s]++)");
  private static final Pattern COMMAND_OPTION = Pattern.compile("\\s(?:-a|--pass)\\s++(\\S++)");

  private UrlSecrets() {}

  /**
   * Finds secrets.
   *
   * @param raw the value of a variable for a URL or a host
   * @param isUsable whether a host was found in it
   * @return passwords, values of options that are named as credentials are, and each of them
   *     percent-decoded
   */
  public static List<String> of(String raw, boolean isUsable) {
    int scheme = raw.indexOf("://");
    UrlSlices slices = UrlSlices.of(raw, scheme < 0 ? 0 : scheme + 3);
    List<String> found = new ArrayList<>();
    boolean isAuthority = isUsable || raw.indexOf('@') < 0;
    found.add((isAuthority ? slices : slices.withUserinfoUpToLastAt()).password());
    if (raw.indexOf('=') >= 0 || raw.indexOf(' ') >= 0) {
      Stream.of(PAIR, COMMAND_OPTION)
          .flatMap(pattern -> pattern.matcher(raw).results())
          .forEach(match -> found.add(match.group(1)));
    }
    return found.stream()
        .filter(each -> !each.isEmpty())
        .flatMap(each -> Stream.of(each, PercentDecoder.decode(each).orElse(each)))
        .distinct()
        .toList();
  }
}
