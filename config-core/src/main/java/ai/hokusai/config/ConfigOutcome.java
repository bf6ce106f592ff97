package ai.hokusai.config;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import java.util.List;
import java.util.function.Function;

/**
 * The outcome of resolving an environment: exactly one of resolved, rejected and disabled.
 * Immutable; its text shows no secret.
 */
public sealed interface ConfigOutcome {

  /** All diagnostics, the gravest first, in an order that is the same for the same environment. */
  List<Diagnostic> diagnostics();

  /** Applies the function of the variant that this outcome is. */
  <T> T fold(
      Function<? super Resolved, ? extends T> onResolved,
      Function<? super Rejected, ? extends T> onRejected,
      Function<? super Disabled, ? extends T> onDisabled);

  /**
   * The settings, for a service that cannot start without them.
   *
   * @throws RedisConfigException where the environment was rejected or disables Redis
   */
  RedisSettings settingsOrThrow();

  /**
   * Settings result.
   *
   * @param provenance the origin of each setting
   */
  record Resolved(RedisSettings settings, Provenance provenance, List<Diagnostic> diagnostics)
      implements ConfigOutcome {

    /** Copies the list. */
    public Resolved {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public <T> T fold(
        Function<? super Resolved, ? extends T> onResolved,
        Function<? super Rejected, ? extends T> onRejected,
        Function<? super Disabled, ? extends T> onDisabled) {
      return onResolved.apply(this);
    }

    @Override
    public RedisSettings settingsOrThrow() {
      return settings;
    }
  }

  /**
   * No settings result.
   *
   * @param diagnostics at least one error
   */
  record Rejected(List<Diagnostic> diagnostics) implements ConfigOutcome {

    /** Copies the list. */
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public <T> T fold(
        Function<? super Resolved, ? extends T> onResolved,
        Function<? super Rejected, ? extends T> onRejected,
        Function<? super Disabled, ? extends T> onDisabled) {
      return onRejected.apply(this);
    }

    @Override
    public RedisSettings settingsOrThrow() {
      throw new RedisConfigException("the Redis settings were rejected", diagnostics);
    }
  }

  /**
   * The service runs without Redis; no variable but the switch itself was read.
   *
   * @param naming the names of the variables
   */
  record Disabled(Naming naming, List<Diagnostic> diagnostics) implements ConfigOutcome {

    /** Copies the list. */
    public Disabled {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public <T> T fold(
        Function<? super Resolved, ? extends T> onResolved,
        Function<? super Rejected, ? extends T> onRejected,
        Function<? super Disabled, ? extends T> onDisabled) {
      return onDisabled.apply(this);
    }

    @Override
    public RedisSettings settingsOrThrow() {
      throw new RedisConfigException(naming.in("REDIS_ENABLED=false disables Redis"), diagnostics);
    }
  }
}
