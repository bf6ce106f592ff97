package ai.hokusai.config.url;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.Host;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a URL or of a bare host; null stands for a part that is absent, or faulty and
 * reported. Immutable.
 *
 * @param tls whether the scheme requests TLS, null where there is no scheme
 * @param isCluster whether the scheme names a cluster
 */
public record RedisUrl(
    @Nullable Boolean tls,
    boolean isCluster,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Host host,
    @Nullable Integer port,
    @Nullable Integer database) {

  /** A value without any usable part. */
  static final RedisUrl UNUSABLE = new RedisUrl(null, false, null, null, null, null, null);

  @Override
  public String toString() {
    return "RedisUrl";
  }
}
