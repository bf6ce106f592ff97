package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.Host;
import ai.hokusai.config.source.HostPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a URL or of bare hosts; null stands for a part that is absent, or faulty and
 * reported. Immutable.
 *
 * @param tls whether the scheme requests TLS, null where there is no scheme
 * @param cluster the part that names a cluster, null for none
 * @param isSentinel whether the hosts are sentinels
 * @param master the name of the primary of the sentinels
 * @param hosts empty where none was found
 */
public record RedisUrl(
    @Nullable Boolean tls,
    @Nullable Part cluster,
    boolean isSentinel,
    @Nullable String master,
    @Nullable String username,
    @Nullable Secret password,
    List<HostPort> hosts,
    @Nullable Integer database) {

  /** A value without any usable part. */
  static final RedisUrl UNUSABLE =
      new RedisUrl(null, null, false, null, null, null, List.of(), null);

  /** The first host. */
  public @Nullable Host host() {
    return hosts.isEmpty() ? null : hosts.get(0).host();
  }

  /** The port of the first host. */
  public @Nullable Integer port() {
    return hosts.isEmpty() ? null : hosts.get(0).port();
  }

  @Override
  public String toString() {
    return "RedisUrl";
  }
}
