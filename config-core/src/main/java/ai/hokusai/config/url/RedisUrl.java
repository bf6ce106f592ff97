package ai.hokusai.config.url;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.Host;
import org.jspecify.annotations.Nullable;

/**
 * What a URL, or a bare host in its place, states; null stands for what it does not state or what was
 * faulty and reported. Immutable.
 *
 * @param tls whether the scheme asks for TLS, null where there is no scheme
 * @param username the decoded user name
 * @param password the decoded password
 * @param host the host
 * @param port the port
 * @param database the database number
 */
public record RedisUrl(
    @Nullable Boolean tls,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Host host,
    @Nullable Integer port,
    @Nullable Integer database) {

  /** A value of which nothing could be used. */
  static final RedisUrl UNUSABLE = new RedisUrl(null, null, null, null, null, null);

  @Override
  public String toString() {
    return "RedisUrl";
  }
}
