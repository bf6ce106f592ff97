package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.grammar.Ascii;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the secrets that one run reads, and reports settings that repeat one. Used by one
 * thread.
 */
public final class KnownSecrets {
  // A shorter secret may be an ordinary word, and so the name of a host or user too.
  private static final int SHORTEST = Redaction.PART;
  // Texts that people choose share only shorter parts with a generated token by chance.
  private static final int LONG_PART = 16;

  private final List<Known> known = new ArrayList<>();
  private @Nullable Redaction redaction;

  private record Known(Secret secret, Origin origin) {}

  /** An empty collection. */
  public KnownSecrets() {}

  /**
   * Adds a secret.
   *
   * @param secret the secret that no setting may repeat
   * @param origin where it was read
   */
  public void add(Secret secret, Origin origin) {
    known.add(new Known(secret, origin));
    redaction = null;
  }

  /**
   * Adds a text that was rejected as a secret and may be one nevertheless, unless it is too short.
   *
   * @param origin where it was read
   */
  public void addFaulty(String text, Origin origin) {
    if (text.length() >= SHORTEST) {
      add(Secret.of(text), origin);
    }
  }

  /**
   * Removes a text that is no secret.
   *
   * @param origin where it was read
   */
  public void remove(Origin origin) {
    known.removeIf(each -> each.origin.equals(origin));
    redaction = null;
  }

  /** The secrets so far, each once. */
  public List<Secret> toList() {
    return known.stream().map(Known::secret).distinct().toList();
  }

  /** The redaction of the secrets so far, the same object until a secret is added or removed. */
  public Redaction redaction() {
    Redaction current = redaction;
    if (current == null) {
      current = new Redaction(toList());
      redaction = current;
    }
    return current;
  }

  /**
   * Reports each setting that holds a secret, or a part of one that is too long for chance.
   *
   * @param settings settings, of which those with the text or host that an operator typed are
   *     compared
   */
  public void report(Collection<? extends Setting<?>> settings, Problems problems) {
    for (Setting<?> setting : settings) {
      if (!setting.isDefault()) {
        repeated(setting)
            .ifPresent(origin ->
                problems.addConflict(ConfigCode.SECRET_REPEATED, setting.origin(), origin));
      }
    }
  }

  private Optional<Origin> repeated(Setting<?> setting) {
    boolean isHost = setting.value() instanceof Host;
    String text = isHost || setting.value() instanceof String ? lower(setting.shown()) : "";
    return known.stream()
        .filter(each -> !each.origin.equals(setting.origin()))
        .filter(each -> each.secret.<Boolean>reveal(secret -> holds(text, lower(secret), isHost)))
        .map(Known::origin)
        .findFirst();
  }

  private static boolean holds(String text, String secret, boolean isHost) {
    return (secret.length() >= SHORTEST && text.contains(secret))
        || sharePart(text, secret, LONG_PART, part -> true)
        || (isHost && sharePart(text, secret, SHORTEST, KnownSecrets::isOfToken));
  }

  private static boolean sharePart(
      String text, String secret, int length, Predicate<String> isDistinctive) {
    for (int start = 0; start + length <= text.length(); start++) {
      String part = text.substring(start, start + length);
      if (isDistinctive.test(part) && secret.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A text of letters and digits, with both: a DNS query shows the host in clear, so shorter parts
   * count too.
   */
  private static boolean isOfToken(String part) {
    return Ascii.all(part, Ascii::isLetterOrDigit)
        && !Ascii.isDigits(part)
        && !Ascii.all(part, c -> c > '9');
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
