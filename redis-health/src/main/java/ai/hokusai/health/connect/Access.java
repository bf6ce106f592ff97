package ai.hokusai.health.connect;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.SentinelSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.setting.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisClientConfig;

/**
 * The settings with which connections to one Redis are opened, with credentials and TLS prepared.
 * Immutable.
 */
public final class Access {
  private final RedisSettings settings;
  private final Dialer dialer;
  private final Credentials credentials;
  private final @Nullable Logins fetched;
  private final @Nullable Sentinels sentinels;
  private final Greeting greeting;
  private final String serviceName;

  /**
   * Access with settings.
   *
   * @param fetched the credentials of new connections, null for those of the settings
   * @param sentinels the sentinels of the settings, null where those name none
   */
  Access(
      RedisSettings settings,
      Dialer dialer,
      String serviceName,
      @Nullable Logins fetched,
      @Nullable Sentinels sentinels) {
    this.settings = settings;
    this.dialer = dialer;
    this.serviceName = serviceName;
    this.fetched = fetched;
    this.sentinels = sentinels;
    this.credentials = new Credentials(settings.username(), settings.password());
    this.greeting = new Greeting(JedisSettings.name(settings, serviceName), settings.database());
  }

  RedisSettings settings() {
    return settings;
  }

  Dialer dialer() {
    return dialer;
  }

  /** The sentinels that report the primary, null without them. */
  @Nullable
  Sentinels sentinels() {
    return sentinels;
  }

  /** The credentials of each new connection. */
  Logins logins() {
    return fetched == null ? credentials : fetched;
  }

  Greeting greeting() {
    return greeting;
  }

  /** The settings as Jedis needs them. */
  JedisClientConfig config() {
    return JedisSettings.client(settings, credentials, serviceName);
  }

  /** The same credentials, certificates and keys for a node that the server announces. */
  Access at(NodeAddress node) {
    RedisSettings moved = settings.withAddress(node);
    return new Access(
        moved, dialer.at(moved.socketHost(), node.port()), serviceName, fetched, sentinels);
  }

  /** The same endpoint with the credentials, certificates and keys of other settings. */
  Access with(RedisSettings newer) {
    boolean isSame = Objects.equals(settings.sentinel(), newer.sentinel());
    return new Access(
        newer,
        dialer.with(newer),
        serviceName,
        fetched,
        isSame ? sentinels : Sentinels.of(newer, serviceName));
  }

  /**
   * The same with another user name and password.
   *
   * @throws IllegalStateException where the credentials have a source
   */
  Access with(@Nullable String username, @Nullable Secret password) {
    if (fetched != null) {
      throw new IllegalStateException("the credentials come from a source, which replaces them");
    }
    return new Access(
        settings.withCredentials(username, password), dialer, serviceName, null, sentinels);
  }

  /**
   * Returns true if two settings lead to the same place in the same way, so that they differ in
   * credentials, certificates and keys only. Any other change needs a restart.
   */
  public static boolean isSameEndpoint(RedisSettings one, RedisSettings other) {
    return one.host().equals(other.host())
        && isSameSentinels(one.sentinel(), other.sentinel())
        && one.port() == other.port()
        && one.database() == other.database()
        && isSameTls(one.tls(), other.tls());
  }

  private static boolean isSameSentinels(
      @Nullable SentinelSettings one, @Nullable SentinelSettings other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.addresses().equals(other.addresses())
        && one.master().equals(other.master())
        && isSameTls(one.tls(), other.tls());
  }

  private static boolean isSameTls(@Nullable TlsSettings one, @Nullable TlsSettings other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.verification() == other.verification()
        && Objects.equals(one.serverName(), other.serverName());
  }

  /**
   * The names of the parts in which two settings of one endpoint differ, such as {@code password}.
   */
  public static List<String> changes(RedisSettings one, RedisSettings other) {
    var changed = new ArrayList<String>();
    if (!Objects.equals(one.username(), other.username())) {
      changed.add("user name");
    }
    if (!Objects.equals(one.password(), other.password())) {
      changed.add("password");
    }
    SentinelSettings sentinel = one.sentinel();
    SentinelSettings newSentinel = other.sentinel();
    if (sentinel != null
        && newSentinel != null
        && !(Objects.equals(sentinel.username(), newSentinel.username())
            && Objects.equals(sentinel.password(), newSentinel.password()))) {
      changed.add("credentials of the sentinels");
    }
    TlsSettings before = one.tls();
    TlsSettings after = other.tls();
    if (before != null && after != null) {
      if (!before.trustAnchors().equals(after.trustAnchors())) {
        changed.add("certificate authorities");
      }
      if (!Objects.equals(before.identity(), after.identity())) {
        changed.add("client certificate");
      }
    }
    return changed;
  }
}
