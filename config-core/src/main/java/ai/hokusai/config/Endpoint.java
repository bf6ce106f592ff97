package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_DB;
import static ai.hokusai.config.RedisVariable.REDIS_HOST;
import static ai.hokusai.config.RedisVariable.REDIS_PORT;
import static ai.hokusai.config.RedisVariable.REDIS_URL;
import static java.util.stream.Collectors.joining;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Host;
import ai.hokusai.config.source.HostPort;
import ai.hokusai.config.source.KnownSecrets;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import ai.hokusai.config.url.Database;
import ai.hokusai.config.url.RedisUrl;
import ai.hokusai.config.url.RedisUrlParser;
import ai.hokusai.config.url.UrlSecrets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address of Redis as it was read from the URL and from the variables of its parts.
 *
 * @param url the URL, without a value where there is none
 * @param host the first host, without a value where none is known
 * @param seeds the further hosts with their ports
 */
record Endpoint(
    Reading<RedisUrl> url,
    Setting<Host> host,
    Setting<Integer> port,
    List<NodeAddress> seeds,
    Setting<Integer> database,
    ManagedEndpoint shape,
    SentinelReader sentinels) {

  private static final int HIGHEST_USUAL_DATABASE = 15;
  private static final Setting<Integer> DEFAULT_PORT = documented(REDIS_PORT);
  private static final Setting<Integer> DEFAULT_DATABASE = documented(REDIS_DB);

  private static Setting<Integer> documented(RedisVariable variable) {
    return Setting.byDefault(variable, Integer.valueOf(variable.defaultText()));
  }

  static Endpoint read(SettingSource source, Problems problems) {
    var sentinels = new SentinelReader(source, problems);
    boolean needsHost = !sentinels.isStated();
    Reading<RedisUrl> url = source.read(
        REDIS_URL, (text, origin) -> url(text, origin, needsHost, source.secrets(), problems));
    Reading<List<HostPort>> hosts =
        source.read(REDIS_HOST, (text, origin) -> hosts(text, origin, source, problems));
    Reading<HostPort> hostPort = new Reading<>(
        hosts.value() == null || hosts.value().isEmpty() ? null : hosts.value().get(0),
        hosts.origin());
    Origin ofSentinels = sentinels.place(url);
    if (ofSentinels != null) {
      return ofSentinels(url, hosts, sentinels, source, problems);
    }
    if (!url.isSet() && !hostPort.isSet()) {
      problems.add(ConfigCode.NOT_CONFIGURED, problems.variable(REDIS_URL.name()));
    }
    Setting<Integer> port = port(url, hosts, hostPort, source, problems);
    Setting<Host> host = host(url, hosts, hostPort, port, problems);
    ManagedEndpoint shape =
        host.value() == null ? ManagedEndpoint.NONE : ManagedEndpoint.of(host.value());
    var endpoint = new Endpoint(
        url,
        host,
        port,
        seeds(url.value() == null ? hosts.value() : url.value().hosts(), source),
        database(url, source, problems),
        shape,
        sentinels);
    endpoint.check(source.secrets(), problems);
    return endpoint;
  }

  /** The endpoint whose host the sentinels report; one that is stated beside them is an error. */
  private static Endpoint ofSentinels(
      Reading<RedisUrl> url,
      Reading<List<HostPort>> hosts,
      SentinelReader sentinels,
      SettingSource source,
      Problems problems) {
    RedisUrl stated = url.value();
    Origin place = Objects.requireNonNull(sentinels.place(url));
    if (stated != null && !stated.isSentinel() && stated.host() != null) {
      problems.addConflict(ConfigCode.TOPOLOGY_CONFLICT, url.place().at(Part.HOST), place);
    }
    if (hosts.isSet()) {
      problems.addConflict(ConfigCode.TOPOLOGY_CONFLICT, hosts.place(), place);
    }
    return new Endpoint(
        url,
        new Setting<>(REDIS_HOST, null, place, List.of()),
        DEFAULT_PORT,
        List.of(),
        database(url, source, problems),
        ManagedEndpoint.NONE,
        sentinels);
  }

  /** Returns true if sentinels report the host. */
  boolean isOfSentinels() {
    return sentinels.place(url) != null;
  }

  private static RedisUrl url(
      String text, Origin origin, boolean needsHost, KnownSecrets secrets, Problems problems) {
    RedisUrl url = RedisUrlParser.parse(text, origin, needsHost, problems);
    Origin password = origin.at(Part.PASSWORD);
    if (url.password() != null) {
      secrets.add(url.password(), password);
    }
    UrlSecrets.of(text, url.host() != null).forEach(each -> secrets.addFaulty(each, password));
    return url;
  }

  /** The addresses of all hosts but the first, of those that are without a fault. */
  private static List<NodeAddress> seeds(@Nullable List<HostPort> hosts, SettingSource source) {
    if (hosts == null || hosts.size() < 2) {
      return List.of();
    }
    Integer stated = source.portUnlessInjected(REDIS_PORT).value();
    int unstated = stated == null ? DEFAULT_PORT.valueOrThrow() : stated;
    return hosts.stream()
        .skip(1)
        .flatMap(each -> Stream.ofNullable(each.host())
            .map(
                host -> new NodeAddress(host.name(), each.port() == null ? unstated : each.port())))
        .toList();
  }

  /** The hosts in a variable, null where an error was reported. */
  static @Nullable List<HostPort> hosts(
      String text, Origin origin, SettingSource source, Problems problems) {
    KnownSecrets secrets = source.secrets();
    if (text.indexOf('@') >= 0) {
      UrlSecrets.of(text, false).forEach(each -> secrets.addFaulty(each, origin));
    }
    if (text.contains("://")) {
      problems.add(ConfigCode.HOST_IS_URL, origin, RedactedValue.VALUE);
      return null;
    }
    if (text.contains("@")) {
      problems.add(ConfigCode.HOST_INVALID, origin, RedactedValue.VALUE);
      return null;
    }
    var shape = new RedactedValue.Builder();
    if (text.indexOf(',') >= 0) {
      HostPort.shape(text, shape);
    }
    return HostPort.list(
        text,
        true,
        (code, part, occurrence) -> problems.add(
            code, part == Part.PORT ? origin.at(part) : origin, shape.mark(part, occurrence)));
  }

  private static Setting<Integer> port(
      Reading<RedisUrl> url,
      Reading<List<HostPort>> hosts,
      Reading<HostPort> hostPort,
      SettingSource source,
      Problems problems) {
    RedisUrl read = url.value();
    Integer stated = read == null ? null : read.port();
    Integer carried =
        url.isSet() || hostPort.value() == null ? null : hostPort.value().port();
    boolean isDecided =
        carried != null || (read != null && read.port() != null && read.host() != null);
    Reading<Integer> separate =
        isDecided ? source.portUnlessInjected(REDIS_PORT) : source.port(REDIS_PORT);
    if (carried == null) {
      return Precedence.choose(
          stated,
          url,
          Part.PORT,
          separate,
          ConfigCode.PORT_SHADOWED_BY_URL,
          DEFAULT_PORT,
          problems);
    }
    if (hosts.value() != null && hosts.value().size() == 1) {
      problems.add(ConfigCode.PORT_FROM_HOST, hostPort.place(), RedactedValue.VALUE);
    }
    if (separate.value() != null && !separate.value().equals(carried)) {
      problems.addConflict(
          ConfigCode.PORT_CONFLICT, separate.place(), hostPort.place().at(Part.PORT));
    }
    return new Setting<>(REDIS_PORT, carried, hostPort.place().at(Part.PORT), List.of());
  }

  private static Setting<Host> host(
      Reading<RedisUrl> url,
      Reading<List<HostPort>> hosts,
      Reading<HostPort> hostPort,
      Setting<Integer> port,
      Problems problems) {
    HostPort separate = hostPort.value();
    Host stated = url.value() == null ? null : url.value().host();
    if (!url.isSet()) {
      Origin place = hostPort.isSet() ? hostPort.place() : Origin.DEFAULT;
      return new Setting<>(REDIS_HOST, separate == null ? null : separate.host(), place, List.of());
    }
    List<HostPort> all = hosts.value() == null ? List.of() : hosts.value();
    boolean sameHost = all.size() > 1
        ? all.equals(url.value() == null ? null : url.value().hosts())
        : separate == null || separate.host() == null || separate.host().equals(stated);
    boolean samePort =
        separate == null || separate.port() == null || separate.port().equals(port.value());
    Origin place = url.place().at(Part.HOST);
    if (stated == null || (sameHost && samePort)) {
      return new Setting<>(REDIS_HOST, stated, place, List.of());
    }
    problems.addConflict(ConfigCode.HOST_SHADOWED_BY_URL, hostPort.place(), url.place());
    return new Setting<>(REDIS_HOST, stated, place, List.of(hostPort.place()));
  }

  private static Setting<Integer> database(
      Reading<RedisUrl> url, SettingSource source, Problems problems) {
    Reading<Integer> separate = source.read(
        REDIS_DB,
        (text, origin) ->
            Database.parse(text, code -> problems.add(code, origin, RedactedValue.VALUE)));
    Integer stated = url.value() == null ? null : url.value().database();
    return Precedence.choose(
        stated,
        url,
        Part.DATABASE,
        separate,
        ConfigCode.DB_SHADOWED_BY_URL,
        DEFAULT_DATABASE,
        problems);
  }

  /** The host, or all hosts with their ports where there are several. */
  Setting<?> shownHost() {
    if (host.value() == null || port.value() == null || seeds.isEmpty()) {
      return host;
    }
    String all = Stream.concat(
            Stream.of(new NodeAddress(host.value().name(), port.value())), seeds.stream())
        .map(NodeAddress::toString)
        .collect(joining(","));
    return new Setting<>(REDIS_HOST, all, host.origin(), host.lost());
  }

  /** Returns true if there are several hosts. */
  boolean isList() {
    return !seeds.isEmpty();
  }

  /** Returns true if a variable names the host, valid or not. */
  boolean isStated() {
    return url.isSet() || host.origin().kind() != Origin.Kind.DEFAULT;
  }

  private void check(KnownSecrets secrets, Problems problems) {
    if (host.value() != null && host.value().looksLikeToken()) {
      secrets.addFaulty(host.value().name(), host.origin());
      problems.add(ConfigCode.TOKEN_AS_HOST, host.origin());
    }
    Integer number = database.value();
    if (number != null && number > HIGHEST_USUAL_DATABASE) {
      problems.add(ConfigCode.DB_ABOVE_15, database.origin());
    }
    if (shape == ManagedEndpoint.MEMCACHED) {
      problems.add(ConfigCode.MEMCACHED_ENDPOINT, host.origin());
    }
  }
}
