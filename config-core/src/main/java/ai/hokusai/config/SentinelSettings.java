package ai.hokusai.config;

import static java.util.Objects.requireNonNull;

import ai.hokusai.config.setting.Secret;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sentinels that report the address of a primary. Their credentials and their use of TLS are
 * apart from those of Redis. Immutable; its text shows no secret.
 */
public final class SentinelSettings {
  private final List<NodeAddress> addresses;
  private final String master;
  private final @Nullable String username;
  private final @Nullable Secret password;
  private final @Nullable TlsSettings tls;

  private SentinelSettings(
      List<NodeAddress> addresses,
      String master,
      @Nullable String username,
      @Nullable Secret password,
      @Nullable TlsSettings tls) {
    this.addresses = List.copyOf(addresses);
    this.master = requireNonNull(master, "master");
    this.username = username;
    this.password = password;
    this.tls = tls;
  }

  /**
   * Sentinels without credentials and TLS.
   *
   * @param addresses at least one
   * @param master the name of the primary in {@code sentinel monitor}
   * @throws IllegalArgumentException where there is no address
   */
  public static SentinelSettings of(List<NodeAddress> addresses, String master) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("at least one sentinel is named");
    }
    return new SentinelSettings(addresses, master, null, null, null);
  }

  /** The addresses of the sentinels, at least one. */
  public List<NodeAddress> addresses() {
    return addresses;
  }

  /** The name of the primary. */
  public String master() {
    return master;
  }

  /** The user name, null for the default user. */
  public @Nullable String username() {
    return username;
  }

  /** The password, null for none. */
  public @Nullable Secret password() {
    return password;
  }

  /** Replaces the user name, null for the default user, and the password, null for none. */
  public SentinelSettings withCredentials(@Nullable String user, @Nullable Secret secret) {
    return new SentinelSettings(addresses, master, user, secret, tls);
  }

  /** The use of TLS, null for plain connections. */
  public @Nullable TlsSettings tls() {
    return tls;
  }

  /** Replaces the use of TLS, null for plain connections. */
  public SentinelSettings withTls(@Nullable TlsSettings settings) {
    return new SentinelSettings(addresses, master, username, password, settings);
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(addresses, master, username, password, tls);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SentinelSettings settings && values().equals(settings.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return master + " of " + addresses;
  }
}
