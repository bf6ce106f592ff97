package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_SENTINELS;
import static ai.hokusai.config.RedisVariable.REDIS_SENTINEL_MASTER;
import static ai.hokusai.config.RedisVariable.REDIS_SENTINEL_PASSWORD;
import static ai.hokusai.config.RedisVariable.REDIS_SENTINEL_TLS_ENABLED;
import static ai.hokusai.config.RedisVariable.REDIS_SENTINEL_USERNAME;
import static java.util.stream.Collectors.joining;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Host;
import ai.hokusai.config.source.HostPort;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import ai.hokusai.config.url.RedisUrl;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sentinels. Neither their addresses nor the name of the primary nor their password is
 * taken from another setting.
 */
final class SentinelReader {
  private static final int PORT = 26_379;
  private static final int LONGEST_NAME = 64;

  private final Reading<List<HostPort>> list;
  private final Reading<String> master;
  private final Reading<String> username;
  private final Reading<Secret> password;
  private final Reading<Boolean> tls;

  SentinelReader(SettingSource source, Problems problems) {
    list = source.read(
        REDIS_SENTINELS, (text, origin) -> Endpoint.hosts(text, origin, source, problems));
    master = source.label(REDIS_SENTINEL_MASTER, LONGEST_NAME);
    username = source.text(REDIS_SENTINEL_USERNAME);
    password = source.secret(REDIS_SENTINEL_PASSWORD);
    tls = source.flag(REDIS_SENTINEL_TLS_ENABLED);
  }

  /** Returns true if a variable names sentinels or the primary that they report. */
  boolean isStated() {
    return list.isSet() || master.isSet();
  }

  /** The first place that requests Sentinel, null for none. */
  @Nullable
  Origin place(Reading<RedisUrl> url) {
    if (url.value() != null && url.value().isSentinel()) {
      return url.place().at(Part.SCHEME);
    }
    return list.isSet() ? list.place() : master.isSet() ? master.place() : null;
  }

  /** The use of TLS that is stated, null for that of Redis. */
  @Nullable
  Boolean isTls() {
    return tls.value();
  }

  /** Returns true if any sentinel is not on this machine. */
  boolean isRemote(Reading<RedisUrl> url) {
    RedisUrl stated = url.value();
    List<HostPort> hosts = stated != null && stated.isSentinel() ? stated.hosts() : list.value();
    return hosts != null && isRemote(hosts);
  }

  /** Reports settings of sentinels where none are used. */
  void reportUnused(Problems problems) {
    for (Reading<?> each : List.of(username, password, tls)) {
      if (each.isSet()) {
        problems.add(ConfigCode.SENTINELS_MISSING, each.place());
      }
    }
  }

  /**
   * The sentinels; null where an error was reported.
   *
   * @param of the settings of TLS, null where neither Redis nor the sentinels use it
   * @param all the list to which each setting is added with its origin
   */
  @Nullable
  SentinelSettings read(
      Endpoint endpoint,
      Setting<Boolean> isRedisTls,
      @Nullable TlsSettings of,
      Problems problems,
      List<Setting<?>> all) {
    Reading<RedisUrl> url = endpoint.url();
    RedisUrl stated = url.value();
    Origin place = Objects.requireNonNull(place(url));
    boolean isTls = tls.value() == null ? Boolean.TRUE.equals(isRedisTls.value()) : tls.value();
    Reading<List<HostPort>> hosts = list;
    if (stated != null && stated.isSentinel()) {
      hosts = new Reading<>(stated.hosts(), url.place().at(Part.HOST));
      if (list.isSet()) {
        problems.addConflict(ConfigCode.TOPOLOGY_CONFLICT, list.place(), place);
      }
    }
    if (!hosts.isSet()) {
      problems.add(ConfigCode.SENTINELS_MISSING, place);
    }
    List<HostPort> named = hosts.value() == null ? List.of() : hosts.value();
    for (HostPort each : named) {
      if (each.host() != null && ManagedEndpoint.of(each.host()) != ManagedEndpoint.NONE) {
        problems.add(ConfigCode.SENTINEL_ENDPOINT_MANAGED, hosts.place());
        break;
      }
    }
    Reading<String> name = name(url, problems);
    if (!name.isSet()) {
      problems.add(ConfigCode.SENTINEL_MASTER_MISSING, place);
    }
    checkSecret(named, isTls, problems);
    List<NodeAddress> addresses =
        named.stream().flatMap(SentinelReader::address).toList();
    String shown = addresses.stream().map(NodeAddress::toString).collect(joining(","));
    all.add(
        new Setting<>(REDIS_SENTINELS, shown, hosts.isSet() ? hosts.place() : place, List.of()));
    all.add(name.orDefault(Setting.byDefault(REDIS_SENTINEL_MASTER, null)));
    all.add(username.orDefault(Setting.byDefault(REDIS_SENTINEL_USERNAME, null)));
    all.add(password.orDefault(Setting.byDefault(REDIS_SENTINEL_PASSWORD, null)));
    all.add(tls.orDefault(
        new Setting<>(REDIS_SENTINEL_TLS_ENABLED, isTls, isRedisTls.origin(), List.of())));
    return addresses.isEmpty() || name.value() == null
        ? null
        : SentinelSettings.of(addresses, name.value())
            .withCredentials(username.value(), password.value())
            .withTls(isTls ? of : null);
  }

  private Reading<String> name(Reading<RedisUrl> url, Problems problems) {
    String stated = url.value() == null ? null : url.value().master();
    if (stated == null) {
      return master;
    }
    Origin place = url.place();
    if (master.value() != null && !master.value().equals(stated)) {
      problems.addConflict(ConfigCode.TOPOLOGY_CONFLICT, master.place(), place);
    }
    return new Reading<>(stated, place);
  }

  private void checkSecret(List<HostPort> named, boolean isTls, Problems problems) {
    if (username.isSet() && !password.isSet() && !"default".equals(username.value())) {
      problems.add(ConfigCode.USERNAME_WITHOUT_PASSWORD, username.place());
    }
    if (password.value() != null && !isTls && isRemote(named)) {
      problems.add(ConfigCode.SECRET_OVER_PLAINTEXT, password.place());
    }
  }

  private static boolean isRemote(List<HostPort> hosts) {
    return hosts.stream().map(HostPort::host).anyMatch(host -> host != null && !host.isLoopback());
  }

  private static Stream<NodeAddress> address(HostPort each) {
    Host host = each.host();
    return host == null
        ? Stream.empty()
        : Stream.of(new NodeAddress(host.name(), each.port() == null ? PORT : each.port()));
  }
}
