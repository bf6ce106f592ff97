package ai.hokusai.api.config;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Setting;
import ai.hokusai.config.source.SettingSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that the environment says, of Redis and of the server, resolved in one run. */
public final class AppConfig {
  private final ConfigOutcome redis;
  private final ListenSettings listen;
  private final List<Diagnostic> diagnostics;

  private AppConfig(ConfigOutcome redis, ListenSettings listen, List<Diagnostic> diagnostics) {
    this.redis = redis;
    this.listen = listen;
    this.diagnostics = diagnostics;
  }

  /** Resolves an environment. */
  public static AppConfig resolve(Map<String, String> environment) {
    ConfigOutcome redis = RedisConfig.resolve(environment);
    var problems = new Problems();
    ListenSettings listen =
        ListenSettings.read(new SettingSource(environment, FileSource.system(), problems));
    List<Diagnostic> all = new ArrayList<>(redis.diagnostics());
    all.addAll(problems.toList(false));
    all.sort(Comparator.comparing(Diagnostic::severity));
    return new AppConfig(redis, listen, List.copyOf(all));
  }

  /** Whether the server must not start. */
  public boolean isRejected() {
    return diagnostics.stream().anyMatch(each -> each.severity() == Severity.ERROR);
  }

  /** The Redis settings; empty where there are none, be it by error or because Redis is disabled. */
  public Optional<RedisSettings> redis() {
    return redis.fold(
        resolved -> Optional.of(resolved.settings()),
        rejected -> Optional.empty(),
        disabled -> Optional.empty());
  }

  /** Where to listen; only where nothing is rejected. */
  public ListenAddress listen() {
    return listen.address();
  }

  /** Each setting that resulted, with the place it came from. */
  public List<Setting<?>> provenance() {
    List<Setting<?>> all = new ArrayList<>();
    if (redis instanceof ConfigOutcome.Resolved resolved) {
      all.addAll(resolved.provenance().settings());
    }
    all.addAll(listen.provenance());
    return all;
  }

  /** Everything there is to say, the gravest first. */
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
