package ai.hokusai.config;

import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.grammar.Ascii;
import ai.hokusai.config.source.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a client needs to reach Redis. Immutable; its text shows no secret.
 *
 * @param host the host name in lower case or the address; an IPv6 address has no brackets and carries
 *     its zone as {@code %25zone}
 * @param port the port, 1 to 65535
 * @param database the database number, not negative
 * @param username the user name, null for the default user
 * @param password the password or token, null for none
 * @param usernameOrigin where the user name comes from, {@link Origin#DEFAULT} for none
 * @param passwordOrigin where the password comes from, {@link Origin#DEFAULT} for none
 * @param tls how TLS is spoken, null for a plain connection
 * @param connectTimeout the longest wait for a TCP connection
 * @param readTimeout the longest wait for a reply
 * @param pool the bounds of the connection pool
 * @param clientName the name of this client, null for the service's name
 */
public record RedisSettings(
    String host,
    int port,
    int database,
    @Nullable String username,
    @Nullable Secret password,
    Origin usernameOrigin,
    Origin passwordOrigin,
    @Nullable TlsSettings tls,
    Duration connectTimeout,
    Duration readTimeout,
    PoolSettings pool,
    @Nullable String clientName) {

  private static final String STARS = "***";
  // What cannot be a pasted token of ElastiCache, whose alphabet has ! & # $ ^ < > besides.
  private static final String PLAIN_MARKS = "._%@+-";
  private static final int LONGEST_PLAIN = 64;

  /**
   * The URL that says the same, without the secret.
   *
   * @return for example {@code rediss://:***@host:6379/2}; the stars tell nothing about the secret
   */
  public String safeUrl() {
    return (tls == null ? "redis://" : "rediss://")
        + safeUserinfo()
        + address()
        + (database == 0 ? "" : "/" + database);
  }

  /**
   * Where Redis is, as in a URL.
   *
   * @return host and port, an IPv6 address in brackets
   */
  public String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private String safeUserinfo() {
    if (password == null) {
      return "";
    }
    return safeUsername() + ":" + STARS + "@";
  }

  /**
   * The user name as it may be shown to anybody.
   *
   * @return the user name, {@code ***} where it could be a misplaced secret, empty for none
   */
  public String safeUsername() {
    if (username == null) {
      return "";
    }
    boolean isPassword = password != null && password.<Boolean>reveal(username::equals);
    return isPassword || !isPlain(username) ? STARS : username;
  }

  private static boolean isPlain(String text) {
    return text.length() <= LONGEST_PLAIN
        && Ascii.all(text, c -> Ascii.isLetterOrDigit(c) || PLAIN_MARKS.indexOf(c) >= 0);
  }

  @Override
  public String toString() {
    return safeUrl();
  }
}
