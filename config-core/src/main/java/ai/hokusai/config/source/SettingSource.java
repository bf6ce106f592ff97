package ai.hokusai.config.source;

import static ai.hokusai.config.setting.Variable.Kind.TEXT;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.grammar.Ascii;
import ai.hokusai.config.grammar.Values;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.setting.Variable;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads variables out of an environment. Every method reports the problems that it finds and then
 * returns a reading without a value, so that the caller continues with the next variable. Used by
 * one thread.
 */
public final class SettingSource {
  private static final String LABEL_MARKS = "._:+@/-";
  private static final Pattern TLS_URL =
      Pattern.compile("(?i)(?:rediss|valkeys)(?:[+-](?:cluster|sentinel))?://");
  // RFC 6750, section 2.1, and long enough not to be guessed.
  private static final Pattern BEARER_TOKEN = Pattern.compile("(?=.{16})[A-Za-z0-9._~+/-]+=*");

  private final Map<String, String> environment;
  private final SecretFiles files;
  private final Problems problems;
  private final KnownSecrets secrets;
  /** Values of variables that are not set themselves, by name. */
  private final Map<String, Reading<String>> further;

  /**
   * Reads from an environment.
   *
   * @param environment the variables under their documented names, which must not change while it
   *     is in use
   */
  public SettingSource(Map<String, String> environment, FileSource files, Problems problems) {
    this(environment, files, problems, new KnownSecrets());
  }

  /**
   * Reads from an environment, and collects the secrets in it.
   *
   * @param files the files that variables may name
   */
  public SettingSource(
      Map<String, String> environment, FileSource files, Problems problems, KnownSecrets secrets) {
    this(
        requireNonNull(environment, "environment"),
        new SecretFiles(files, requireNonNull(problems, "problems")),
        problems,
        requireNonNull(secrets, "secrets"),
        Map.of());
  }

  private SettingSource(
      Map<String, String> environment,
      SecretFiles files,
      Problems problems,
      KnownSecrets secrets,
      Map<String, Reading<String>> further) {
    this.environment = environment;
    this.files = files;
    this.problems = problems;
    this.secrets = secrets;
    this.further = further;
  }

  /**
   * The same source with the values of one secret. A variable that is set to another value is
   * reported.
   *
   * @param values the values by the names of the variables
   */
  public SettingSource with(Map<String, Reading<String>> values) {
    return new SettingSource(environment, files, problems, secrets, new HashMap<>(values));
  }

  /** The secrets that were read, a collection that grows with each reading. */
  public KnownSecrets secrets() {
    return secrets;
  }

  /** Reads sanitized text on one line. */
  public Reading<String> text(Variable variable) {
    Reading<String> own = named(variable.kind(), variable.name());
    Reading<String> reading = variable.aliases().isEmpty() ? own : withAliases(variable, own);
    Reading<String> stated = variable.hasFile() ? withFile(variable, reading) : reading;
    Reading<String> other = further.get(variable.name());
    return other == null ? stated : withSecret(variable, stated, other);
  }

  private Reading<String> withSecret(
      Variable variable, Reading<String> stated, Reading<String> other) {
    String value = stated.value();
    String text = requireNonNull(other.value());
    if (!stated.isSet() || (value != null && HostPort.isServiceLink(value))) {
      return clean(variable.kind(), text, other.place());
    }
    if (value != null && !isSame(variable, value, text)) {
      problems.addConflict(ConfigCode.SECRET_JSON_CONFLICT, stated.place(), other.place());
      // Once is enough.
      further.remove(variable.name());
    }
    return stated;
  }

  /**
   * Reads a setting whose default is the documented one of its variable.
   *
   * @param reader one of the methods of this class; reads the text of the default too
   * @return the setting; without a value where the variable is not set and has no default
   */
  public <V extends Variable, T> Setting<T> setting(
      V variable, BiFunction<SettingSource, V, Reading<T>> reader) {
    Reading<T> reading = reader.apply(this, variable);
    return reading.value() == null
        ? Setting.byDefault(
            variable, reader.apply(defaultOf(variable), variable).value())
        : reading.orDefault(Setting.byDefault(variable, null));
  }

  private static SettingSource defaultOf(Variable variable) {
    String text = variable.defaultText();
    Map<String, String> environment = text.isEmpty() ? Map.of() : Map.of(variable.name(), text);
    return new SettingSource(environment, FileSource.system(), new Problems());
  }

  private Reading<String> named(Variable.Kind kind, String name) {
    String raw = environment.get(name);
    return raw == null ? Reading.absent() : clean(kind, raw, problems.variable(name));
  }

  private Reading<String> clean(Variable.Kind kind, String raw, Origin origin) {
    Reading<String> reading = ValueSanitizer.clean(kind, raw, origin, problems);
    if (kind == Variable.Kind.SECRET) {
      if (reading.value() != null) {
        secrets.add(Secret.of(reading.value()), origin);
      } else if (Unresolved.of(raw.strip(), true) == null) {
        secrets.addFaulty(ValueSanitizer.withoutName(raw.strip()), origin);
      }
    } else if (kind == Variable.Kind.JSON && reading.value() == null) {
      secrets.addFaulty(raw.strip(), origin);
    }
    return reading;
  }

  private Reading<String> withAliases(Variable variable, Reading<String> own) {
    Reading<String> reading = own;
    for (String alias : variable.aliases()) {
      reading = withAlias(variable, reading, named(variable.kind(), alias));
    }
    return reading;
  }

  private Reading<String> withAlias(Variable variable, Reading<String> own, Reading<String> alias) {
    if (!alias.isSet()) {
      return own;
    }
    if (variable.kind() == Variable.Kind.URL && own.isSet()) {
      return withTlsUrl(own, alias);
    }
    problems.add(ConfigCode.DEPRECATED_ALIAS, alias.place(), variable.name());
    if (!own.isSet()) {
      return alias;
    }
    if (own.value() != null
        && alias.value() != null
        && !isSame(variable, own.value(), alias.value())) {
      problems.addConflict(ConfigCode.ALIAS_CONFLICT, alias.place(), own.place());
    }
    return own;
  }

  /**
   * Platforms set both names, one of them with TLS. Where they differ, the one with TLS is used.
   */
  private Reading<String> withTlsUrl(Reading<String> own, Reading<String> alias) {
    if (own.value() != null && own.value().equals(alias.value())) {
      return own;
    }
    boolean isAlias = alias.value() != null && TLS_URL.matcher(alias.value()).lookingAt();
    if (isAlias) {
      problems.addConflict(ConfigCode.URL_SHADOWED_BY_TLS_URL, own.place(), alias.place());
      return alias;
    }
    if (own.value() != null && alias.value() != null) {
      problems.addConflict(ConfigCode.ALIAS_CONFLICT, alias.place(), own.place());
    }
    return own;
  }

  /**
   * Returns true if two values of one setting mean the same, as {@code true}, {@code TRUE} and
   * {@code 1} do, except in a secret.
   */
  private static boolean isSame(Variable variable, String one, String other) {
    if (one.equals(other) || variable.kind() != TEXT) {
      return one.equals(other);
    }
    if (one.equalsIgnoreCase(other)) {
      return true;
    }
    Boolean flag = Values.flag(one);
    OptionalInt number = Values.number(one);
    return (flag != null && flag.equals(Values.flag(other)))
        || (number.isPresent() && number.equals(Values.number(other)));
  }

  private Reading<String> withFile(Variable variable, Reading<String> own) {
    Reading<String> path = named(TEXT, variable.fileName());
    if (!path.isSet()) {
      return own;
    }
    if (own.isSet()) {
      problems.addConflict(ConfigCode.FILE_AND_VALUE, own.place(), path.place());
      return own;
    }
    Origin file = Origin.file(path.place().variable());
    String content = path.value() == null ? null : files.read(path.value(), file);
    return content == null ? new Reading<>(null, file) : cleanFile(variable, content, file);
  }

  /** An empty file is reported and counts as set. */
  private Reading<String> cleanFile(Variable variable, String content, Origin file) {
    if (content.isEmpty()) {
      problems.add(ConfigCode.BLANK_IGNORED, file, RedactedValue.VALUE);
    }
    return clean(variable.kind(), content, file);
  }

  /**
   * Reads a value with a grammar of its own.
   *
   * @param parser reads the text; where it is faulty, reports the problem and returns null
   */
  public <T> Reading<T> read(Variable variable, BiFunction<String, Origin, @Nullable T> parser) {
    Reading<String> text = text(variable);
    if (!text.isSet()) {
      return Reading.absent();
    }
    String value = text.value();
    return new Reading<>(value == null ? null : parser.apply(value, text.place()), text.origin());
  }

  private <T> @Nullable T checked(@Nullable T value, ConfigCode code, Origin origin) {
    if (value == null) {
      problems.add(code, origin, RedactedValue.VALUE);
    }
    return value;
  }

  /** Reads a secret. */
  public Reading<Secret> secret(Variable variable) {
    return read(variable, (text, origin) -> Secret.of(text));
  }

  /**
   * Reads a token of 16 characters or more that HTTP clients send in a header, in the alphabet of
   * RFC 6750.
   */
  public Reading<Secret> bearerToken(Variable variable) {
    return read(variable, (text, origin) -> {
      if (BEARER_TOKEN.matcher(text).matches()) {
        return Secret.of(text);
      }
      problems.add(ConfigCode.BEARER_TOKEN_INVALID, origin);
      return null;
    });
  }

  /** Reads true or false. */
  public Reading<Boolean> flag(Variable variable) {
    return read(
        variable, (text, origin) -> checked(Values.flag(text), ConfigCode.BOOLEAN_INVALID, origin));
  }

  /**
   * Reads one of a few words.
   *
   * @param words an enum whose constants are the words, which may be typed in any case
   */
  public <E extends Enum<E>> Reading<E> word(Variable variable, Class<E> words) {
    return read(variable, (text, origin) -> word(text, origin, words));
  }

  /**
   * Reads one of a few words out of a text.
   *
   * @param words an enum whose constants are the words, which may be typed in any case
   * @return the word, null where an error was reported
   */
  public <E extends Enum<E>> @Nullable E word(String text, Origin origin, Class<E> words) {
    E word = Values.word(text, words);
    if (word == null) {
      problems.add(ConfigCode.WORD_INVALID, origin, listed(words));
    }
    return word;
  }

  private static String listed(Class<? extends Enum<?>> words) {
    return Arrays.stream(words.getEnumConstants())
        .map(word -> word.name().toLowerCase(Locale.ROOT))
        .collect(joining(", "));
  }

  /**
   * Reads a label, such as the name of a release: ASCII letters, digits and {@code . _ : + @ / -}.
   *
   * @param max the largest number of characters
   */
  public Reading<String> label(Variable variable, int max) {
    return read(variable, (text, origin) -> {
      if (text.length() <= max && Ascii.all(text, SettingSource::isOfLabel)) {
        return text;
      }
      problems.add(ConfigCode.LABEL_INVALID, origin, String.valueOf(max));
      return null;
    });
  }

  private static boolean isOfLabel(int c) {
    return Ascii.isLetterOrDigit(c) || LABEL_MARKS.indexOf(c) >= 0;
  }

  /**
   * Reads a whole number.
   *
   * @param min the smallest number allowed, not negative
   */
  public Reading<Integer> number(Variable variable, int min, int max) {
    return read(variable, (text, origin) -> {
      int value = Values.number(text).orElse(-1);
      if (value >= min && value <= max) {
        return value;
      }
      problems.add(ConfigCode.NUMBER_INVALID, origin, min + " to " + max);
      return null;
    });
  }

  /** Reads a port from 1 to 65535. */
  public Reading<Integer> port(Variable variable) {
    return read(
        variable,
        (text, origin) ->
            HostPort.port(text, code -> problems.add(code, origin, RedactedValue.VALUE)));
  }

  /**
   * Reads a port that another place has already set, so that an address which Kubernetes injects
   * under the same name is ignored.
   *
   * @return a number from 1 to 65535, no value for an injected address
   */
  public Reading<Integer> portUnlessInjected(Variable variable) {
    return read(
        variable,
        (text, origin) -> HostPort.isServiceLink(text)
            ? null
            : HostPort.port(text, code -> problems.add(code, origin, RedactedValue.VALUE)));
  }

  /** Reads a duration with its unit. */
  public Reading<Duration> duration(Variable variable, Duration min, Duration max) {
    return read(variable, (text, origin) -> duration(text, origin, min, max));
  }

  private @Nullable Duration duration(String text, Origin origin, Duration min, Duration max) {
    if (Ascii.isDigits(text)) {
      problems.add(ConfigCode.DURATION_UNIT_MISSING, origin, RedactedValue.VALUE);
      return null;
    }
    Duration value = checked(Values.duration(text), ConfigCode.DURATION_INVALID, origin);
    if (value == null || (value.compareTo(min) >= 0 && value.compareTo(max) <= 0)) {
      return value;
    }
    String range = Values.text(min) + " to " + Values.text(max);
    problems.add(ConfigCode.DURATION_OUT_OF_RANGE, origin, range);
    return null;
  }

  /** Reads a host name or address to listen on or to verify, without a port. */
  public Reading<Host> host(Variable variable) {
    return read(variable, (text, origin) -> {
      Host address = Host.ipv6(text);
      return address != null
          ? address
          : Host.parse(text, code -> problems.add(code, origin, RedactedValue.VALUE));
    });
  }

  /** Reads the text of the file that a variable names, without one line end at its end. */
  public Reading<String> file(Variable variable) {
    Reading<String> path = text(variable);
    if (path.value() == null) {
      return path;
    }
    Origin file = Origin.file(path.place().variable());
    return new Reading<>(files.read(path.value(), file), file);
  }
}
