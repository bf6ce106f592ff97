package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_CONFIG_STRICT;
import static ai.hokusai.config.RedisVariable.REDIS_ENABLED;
import static java.util.Objects.requireNonNull;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.KnownSecrets;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves an environment to Redis settings, or to every problem in it. The result depends on the
 * arguments only: no method reads the process environment, a clock or the network. Any thread may
 * call them. Only the methods with a time report expired certificates.
 */
public final class RedisConfig {

  private RedisConfig() {}

  /**
   * Resolves an environment, and reads files that variables name from this machine.
   *
   * @param environment the variables, usually {@code System.getenv()}
   * @return settings; or every problem at once; or that Redis is disabled
   */
  public static ConfigOutcome resolve(Map<String, String> environment) {
    return resolve(environment, FileSource.system());
  }

  /**
   * Resolves an environment with another source of files.
   *
   * @param files reads the files that variables name
   * @return settings; or every problem at once; or that Redis is disabled
   */
  public static ConfigOutcome resolve(Map<String, String> environment, FileSource files) {
    return resolve(environment, files, new KnownSecrets(), Instant.MIN);
  }

  /**
   * Resolves an environment, and checks that certificates are valid and that no setting repeats a
   * secret of the service.
   *
   * @param files reads the files that variables name
   * @param secrets the secrets of the service, to which those of Redis are added
   * @param now the time at which certificates have to be valid
   * @return settings; or every problem at once; or that Redis is disabled
   */
  public static ConfigOutcome resolve(
      Map<String, String> environment, FileSource files, KnownSecrets secrets, Instant now) {
    return requireNonNull(
        resolveAll(environment, files, secrets, now, List.of(Naming.PLAIN)).get(Naming.PLAIN));
  }

  /**
   * Resolves the settings of several Redis, each under names of its own, such as
   * {@code CACHE_REDIS_URL} and {@code SESSIONS_REDIS_URL}; see
   * {@link #resolveAll(Map, FileSource, KnownSecrets, Instant, Collection)}.
   *
   * @param prefixes the prefixes as {@link Naming#prefixed} describes them, {@code ""} for the names
   *     of the documentation
   * @throws IllegalArgumentException where there is none, or one is given twice or not as described
   */
  public static Map<Naming, ConfigOutcome> resolveAll(
      Map<String, String> environment, String... prefixes) {
    List<Naming> namings = Arrays.stream(prefixes).map(Naming::prefixed).toList();
    return resolveAll(environment, FileSource.system(), new KnownSecrets(), Instant.MIN, namings);
  }

  /**
   * Resolves the settings of several Redis. A variable belongs to the longest prefix that it starts
   * with. An address of a Redis with a prefix that is not given is reported with the first of them.
   * {@code REDIS_CONFIG_STRICT} without a prefix holds for all of them.
   *
   * @param files reads the files that variables name
   * @param secrets the secrets of the service, to which those of each Redis are added
   * @param now the time at which certificates have to be valid
   * @param namings the names of the variables of each Redis
   * @return an immutable map with an outcome for each, in the given order
   * @throws IllegalArgumentException where no names are given, or some are given twice
   */
  public static Map<Naming, ConfigOutcome> resolveAll(
      Map<String, String> environment,
      FileSource files,
      KnownSecrets secrets,
      Instant now,
      Collection<Naming> namings) {
    if (namings.isEmpty() || Set.copyOf(namings).size() < namings.size()) {
      throw new IllegalArgumentException("at least one prefix is given, and each of them once");
    }
    Map<Naming, Map<String, String>> views = views(environment, namings);
    List<Instance> instances = namings.stream()
        .map(each ->
            new Instance(each, environment, views.getOrDefault(each, Map.of()), files, secrets))
        .toList();
    instances.forEach(each -> each.check(secrets, now));
    var plain = new Problems();
    boolean strict = isStrict(new SettingSource(environment, files, plain));
    if (!namings.contains(Naming.PLAIN)) {
      Map<String, String> unread = new HashMap<>(views.getOrDefault(Naming.PLAIN, Map.of()));
      unread.remove(REDIS_CONFIG_STRICT.name());
      UnknownVariables.reportPlain(unread, namings, secrets, plain);
      instances.get(0).problems.addAll(plain);
    }
    Map<Naming, ConfigOutcome> outcomes = new LinkedHashMap<>();
    instances.forEach(each -> outcomes.put(each.problems.naming(), each.outcome(strict)));
    return Collections.unmodifiableMap(outcomes);
  }

  /** The variables of each Redis without their prefix, and those of none under {@link Naming#PLAIN}. */
  private static Map<Naming, Map<String, String>> views(
      Map<String, String> environment, Collection<Naming> namings) {
    if (namings.size() == 1 && namings.contains(Naming.PLAIN)) {
      return Map.of(Naming.PLAIN, environment);
    }
    Map<Naming, Map<String, String>> views = new HashMap<>();
    environment.forEach((name, value) -> {
      Naming owner = namings.stream()
          .filter(each -> name.startsWith(each.prefix()))
          .max(Comparator.comparing(each -> each.prefix().length()))
          .orElse(Naming.PLAIN);
      views
          .computeIfAbsent(owner, each -> new HashMap<>())
          .put(name.substring(owner.prefix().length()), value);
    });
    return views;
  }

  private static boolean isStrict(SettingSource source) {
    return Boolean.TRUE.equals(source.flag(REDIS_CONFIG_STRICT).value());
  }

  /** One Redis: its variables as they were read, and the problems in them. */
  private static final class Instance {
    private final Map<String, String> view;
    private final Problems problems;
    private final boolean isStrict;
    private final @Nullable ReadSettings read;

    Instance(
        Naming naming,
        Map<String, String> environment,
        Map<String, String> view,
        FileSource files,
        KnownSecrets secrets) {
      this.view = view;
      this.problems = new Problems(naming);
      var source = new SettingSource(view, files, problems, secrets);
      this.isStrict = isStrict(source);
      boolean disabled = Boolean.FALSE.equals(source.flag(REDIS_ENABLED).value());
      this.read = disabled
          ? null
          : new ReadSettings(environment, SecretJson.read(source, problems), problems);
    }

    /** Reports what only a second look shows, once the secrets of every Redis are known. */
    void check(KnownSecrets secrets, Instant now) {
      if (read != null) {
        secrets.report(read.names(), problems);
        read.checkCertificates(now, problems);
      }
      UnknownVariables.report(view, read, secrets, problems);
    }

    ConfigOutcome outcome(boolean isEveryStrict) {
      List<Diagnostic> diagnostics = problems.toList(isStrict || isEveryStrict);
      // Errors come first.
      if (!diagnostics.isEmpty() && diagnostics.get(0).severity() == Severity.ERROR) {
        return new ConfigOutcome.Rejected(diagnostics);
      }
      Naming naming = problems.naming();
      return read == null
          ? new ConfigOutcome.Disabled(naming, diagnostics)
          : new ConfigOutcome.Resolved(
              read.settings().withNaming(naming),
              Provenance.of(read.origins(), naming),
              diagnostics);
    }
  }
}
