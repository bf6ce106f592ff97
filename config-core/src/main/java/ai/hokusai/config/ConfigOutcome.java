package ai.hokusai.config;

import ai.hokusai.config.diagnostic.Diagnostic;
import java.util.List;
import java.util.function.Function;

/**
 * What resolving an environment came to: exactly one of resolved, rejected and disabled. Immutable;
 * its text shows no secret.
 */
public sealed interface ConfigOutcome {

  /**
   * Everything there is to say of the input, the gravest first, in an order that is the same for the
   * same environment.
   *
   * @return an immutable list
   */
  List<Diagnostic> diagnostics();

  /**
   * Handles each of the three.
   *
   * @param <T> the type of the result
   * @param onResolved handles settings
   * @param onRejected handles errors
   * @param onDisabled handles a service without Redis
   * @return what the one that applies returned
   */
  <T> T fold(
      Function<? super Resolved, ? extends T> onResolved,
      Function<? super Rejected, ? extends T> onRejected,
      Function<? super Disabled, ? extends T> onDisabled);

  /**
   * Settings result.
   *
   * @param settings what a client needs
   * @param provenance where each setting came from
   * @param diagnostics warnings and corrections
   */
  record Resolved(RedisSettings settings, Provenance provenance, List<Diagnostic> diagnostics)
      implements ConfigOutcome {

    /**
     * Copies the list.
     *
     * @param settings as the component
     * @param provenance as the component
     * @param diagnostics as the component
     */
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
  }

  /**
   * No settings result.
   *
   * @param diagnostics at least one error
   */
  record Rejected(List<Diagnostic> diagnostics) implements ConfigOutcome {

    /**
     * Copies the list.
     *
     * @param diagnostics as the component
     */
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
  }

  /**
   * The service runs without Redis; nothing but the switch itself was read.
   *
   * @param diagnostics warnings and corrections
   */
  record Disabled(List<Diagnostic> diagnostics) implements ConfigOutcome {

    /**
     * Copies the list.
     *
     * @param diagnostics as the component
     */
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
  }
}
