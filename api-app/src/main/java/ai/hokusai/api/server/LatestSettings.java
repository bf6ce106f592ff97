package ai.hokusai.api.server;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.setting.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads the settings of Redis again from the environment and its files. A new secret is redacted in the log
 * before it is used. Thread-safe.
 */
final class LatestSettings implements Supplier<ConfigOutcome> {
  // Bounds the number of old secrets, since a secret may change every few minutes.
  private static final int KEPT = 8;

  private final Supplier<ConfigOutcome> settings;
  private final List<Secret> initial;
  private final Consumer<List<Secret>> log;
  private final List<Secret> later = new ArrayList<>();

  /**
   * Creates a reader.
   *
   * @param settings resolves the environment
   * @param initial the secrets that the log redacts already
   * @param log sets the secrets that the log redacts
   */
  LatestSettings(
      Supplier<ConfigOutcome> settings, List<Secret> initial, Consumer<List<Secret>> log) {
    this.settings = settings;
    this.initial = initial;
    this.log = log;
  }

  @Override
  public ConfigOutcome get() {
    ConfigOutcome outcome = settings.get();
    if (outcome instanceof ConfigOutcome.Resolved resolved) {
      Secret password = resolved.settings().password();
      if (password != null) {
        hide(password);
      }
    }
    return outcome;
  }

  private synchronized void hide(Secret secret) {
    if (initial.contains(secret) || later.contains(secret)) {
      return;
    }
    if (later.size() == KEPT) {
      later.remove(0);
    }
    later.add(secret);
    List<Secret> all = new ArrayList<>(initial);
    all.addAll(later);
    log.accept(all);
  }
}
