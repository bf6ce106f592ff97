package ai.hokusai.api.config;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.Json;
import ai.hokusai.api.format.ShownSetting;
import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.KnownSecrets;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Redaction;
import ai.hokusai.config.source.SettingSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resolved environment: the settings of Redis and of the server, with every diagnostic. Immutable. */
public final class AppConfig implements Json.Form {
  private final Map<String, String> environment;
  private final ConfigOutcome redis;
  private final ServerSettings server;
  private final List<Secret> secrets;
  private final Redaction redaction;
  private final List<Diagnostic> diagnostics;
  private final boolean isServerRejected;

  private AppConfig(
      Map<String, String> environment,
      ConfigOutcome redis,
      ServerSettings server,
      KnownSecrets secrets,
      List<Diagnostic> ofServer) {
    this.environment = environment;
    this.redis = redis;
    this.server = server;
    this.secrets = secrets.toList();
    this.redaction = secrets.redaction();
    this.isServerRejected = hasError(ofServer);
    List<Diagnostic> all = new ArrayList<>();
    all.addAll(redis.diagnostics());
    all.addAll(ofServer);
    all.sort(Comparator.comparing(Diagnostic::severity));
    this.diagnostics = List.copyOf(all);
  }

  /** Resolves an environment. */
  public static AppConfig resolve(Map<String, String> environment) {
    return resolve(environment, FileSource.system(), Instant.now());
  }

  /**
   * Resolves an environment.
   *
   * @param files reads the files that variables name
   * @param now the time at which certificates have to be valid
   */
  public static AppConfig resolve(Map<String, String> environment, FileSource files, Instant now) {
    var problems = new Problems();
    var secrets = new KnownSecrets();
    ServerSettings server =
        ServerSettings.read(new SettingSource(environment, files, problems, secrets), problems);
    ConfigOutcome redis = RedisConfig.resolve(environment, files, secrets, now);
    secrets.report(server.provenance(), problems);
    UnknownApiVariables.report(environment.keySet(), secrets, problems);
    return new AppConfig(environment, redis, server, secrets, problems.toList(false));
  }

  /**
   * Resolves the settings of one or several Redis of any service; those of this server have their defaults.
   *
   * @param files reads the files that variables name
   * @param namings the names of the variables of each Redis
   */
  public static Map<Naming, AppConfig> resolveRedis(
      Map<String, String> environment, FileSource files, Collection<Naming> namings) {
    var secrets = new KnownSecrets();
    var problems = new Problems();
    ServerSettings server =
        ServerSettings.read(new SettingSource(Map.of(), files, problems, secrets), problems);
    Map<Naming, AppConfig> all = new LinkedHashMap<>();
    RedisConfig.resolveAll(environment, files, secrets, Instant.now(), namings)
        .forEach((naming, outcome) ->
            all.put(naming, new AppConfig(environment, outcome, server, secrets, List.of())));
    return all;
  }

  /** Returns true if a diagnostic is an error. */
  public boolean isRejected() {
    return hasError(diagnostics);
  }

  /**
   * Returns true if the server must not start: its own settings are invalid, or those of Redis are and the start
   * is strict.
   */
  public boolean refusesStart() {
    return isRejected() && (isServerRejected || server.startup().isStrict());
  }

  private static boolean hasError(List<Diagnostic> diagnostics) {
    return diagnostics.stream().anyMatch(each -> each.severity() == Severity.ERROR);
  }

  /** The Redis settings; empty if they are rejected or Redis is disabled. */
  public Optional<RedisSettings> redis() {
    return redis.fold(
        resolved -> Optional.of(resolved.settings()),
        rejected -> Optional.empty(),
        disabled -> Optional.empty());
  }

  /** Resolves the settings of Redis again, since the files in the environment may have changed. */
  public ConfigOutcome reloadRedis() {
    return RedisConfig.resolve(environment);
  }

  /** The address to listen on. */
  public ListenAddress listen() {
    return server.listen();
  }

  /** The behaviour with settings that cannot work. */
  public StartupSettings startup() {
    return server.startup();
  }

  /** The settings of health monitoring, and of the access to details. */
  public HealthSettings health() {
    return server.health();
  }

  /** The settings of the models. */
  public ModelsSettings models() {
    return server.models();
  }

  /** The durations of the shutdown. */
  public DrainSettings drain() {
    return server.drain();
  }

  /** The settings of the log. */
  public LogSettings log() {
    return server.log();
  }

  /** The name of this service, redacted; empty for none. */
  public Optional<String> name() {
    return Optional.ofNullable(server.name()).map(this::redacted);
  }

  /** The release that runs, redacted; empty for none. */
  public Optional<String> release() {
    return Optional.ofNullable(server.release()).map(this::redacted);
  }

  /** The address of Redis, redacted; empty without settings of Redis. */
  public Optional<String> safeUrl() {
    return redis().map(settings -> redacted(settings.safeUrl()));
  }

  /** The value of a setting, redacted; empty for none. */
  public String shown(Setting<?> setting) {
    return redacted(setting.shown());
  }

  /** Redacts the secrets of the environment, and parts of them, in a text. */
  public String redacted(String text) {
    return redaction.of(text);
  }

  /** Every secret of the environment, used or not. */
  public List<Secret> secrets() {
    return secrets;
  }

  /** Each resolved setting with its origin. */
  public List<Setting<?>> provenance() {
    List<Setting<?>> all = new ArrayList<>();
    if (redis instanceof ConfigOutcome.Resolved resolved) {
      all.addAll(resolved.provenance().settings());
    }
    all.addAll(server.provenance());
    return all;
  }

  /** Each setting by the name of its variable, with its redacted value and its origin. */
  public Map<String, ShownSetting> settings() {
    Map<String, ShownSetting> all = new LinkedHashMap<>();
    for (Setting<?> setting : provenance()) {
      all.put(
          setting.variable().name(),
          new ShownSetting(shown(setting), setting.origin(), setting.lost()));
    }
    return all;
  }

  @Override
  public Fields json() {
    return new Fields()
        .add("status", outcome())
        .add("redis", safeUrl().orElse(null))
        .add("settings", isRejected() ? Map.of() : settings())
        .add("diagnostics", diagnostics.stream().map(Finding::of).toList());
  }

  /** All diagnostics, the worst first. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The outcome in one word. */
  public String outcome() {
    if (isRejected()) {
      return "rejected";
    }
    return redis().isPresent() ? "resolved" : "disabled";
  }
}
