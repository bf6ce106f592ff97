package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_CLIENT_NAME;
import static ai.hokusai.config.RedisVariable.REDIS_CONNECTION_MAX_AGE;
import static ai.hokusai.config.RedisVariable.REDIS_CONNECT_TIMEOUT;
import static ai.hokusai.config.RedisVariable.REDIS_EXPECTED_ROLE;
import static ai.hokusai.config.RedisVariable.REDIS_READ_TIMEOUT;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of one environment as they were read, complete where no error was reported. */
final class ReadSettings {
  // CLIENT SETNAME rejects blanks and line ends; the rest keeps CLIENT LIST readable.
  private static final Pattern CLIENT_NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  // AWS ends a connection 12 h after it was authenticated with IAM.
  private static final Duration LIFE_WITH_IAM = Duration.ofHours(11);
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(7);

  /** The role that a server has to have. */
  private enum ExpectedRole {
    /** A primary, which takes writes. */
    PRIMARY,
    /** A primary or a replica. */
    ANY
  }

  private final Endpoint endpoint;
  private final Setting<Topology> topology;
  private final Setting<ExpectedRole> expectedRole;
  private final Credentials credentials;
  private final @Nullable IamSettings iam;
  private final List<Setting<?>> ofIam = new ArrayList<>();
  private final Transport transport;
  private final List<Setting<?>> ofTransport = new ArrayList<>();
  private final @Nullable SentinelSettings sentinel;
  private final List<Setting<?>> ofSentinels = new ArrayList<>();
  private final Setting<Duration> connectTimeout;
  private final Setting<Duration> readTimeout;
  private final PoolSettings pool;
  private final List<Setting<?>> ofPool = new ArrayList<>();
  private final Setting<Duration> maxAge;
  private final Setting<String> clientName;

  /**
   * Reads the settings.
   *
   * @param environment the whole environment, for the variables of AWS, which have no prefix
   */
  ReadSettings(Map<String, String> environment, SettingSource source, Problems problems) {
    endpoint = Endpoint.read(source, problems);
    topology = TopologyReader.read(endpoint, source, problems);
    expectedRole = expectedRole(source);
    var iamReader = new IamReader(environment, source, problems);
    credentials = Credentials.read(endpoint, iamReader.isOn(), source, problems);
    transport = Transport.read(endpoint, credentials, source, problems, ofTransport);
    iam = iamReader.read(endpoint, credentials, transport, ofIam);
    sentinel = endpoint.isOfSentinels()
        ? endpoint
            .sentinels()
            .read(endpoint, transport.enabled(), transport.tls(), problems, ofSentinels)
        : null;
    connectTimeout = Timeout.read(REDIS_CONNECT_TIMEOUT, source);
    readTimeout = Timeout.read(REDIS_READ_TIMEOUT, source);
    pool = PoolReader.read(source, problems, ofPool);
    maxAge = source
        .duration(REDIS_CONNECTION_MAX_AGE, SHORTEST_LIFE, LONGEST_LIFE)
        .orDefault(
            Setting.byDefault(REDIS_CONNECTION_MAX_AGE, iamReader.isOn() ? LIFE_WITH_IAM : null));
    clientName = clientName(source, problems);
  }

  private Setting<ExpectedRole> expectedRole(SettingSource source) {
    return source
        .word(REDIS_EXPECTED_ROLE, ExpectedRole.class)
        .orDefault(
            endpoint.shape().isReader()
                ? new Setting<>(REDIS_EXPECTED_ROLE, ExpectedRole.ANY, Origin.HOST_SHAPE, List.of())
                : Setting.byDefault(REDIS_EXPECTED_ROLE, ExpectedRole.PRIMARY));
  }

  private static Setting<String> clientName(SettingSource source, Problems problems) {
    return source
        .<String>read(REDIS_CLIENT_NAME, (text, origin) -> {
          if (CLIENT_NAME.matcher(text).matches()) {
            return text;
          }
          problems.add(ConfigCode.CLIENT_NAME_INVALID, origin, RedactedValue.VALUE);
          return null;
        })
        .orDefault(Setting.byDefault(REDIS_CLIENT_NAME, null));
  }

  /** The settings; only where no error was reported. */
  RedisSettings settings() {
    RedisSettings address = sentinel == null
        ? RedisSettings.of(
            endpoint.host().valueOrThrow().name(), endpoint.port().valueOrThrow())
        : RedisSettings.of(sentinel);
    return address
        .withSeeds(endpoint.seeds())
        .withTopology(topology.valueOrThrow())
        .withReplicaAllowed(expectedRole.valueOrThrow() == ExpectedRole.ANY)
        .withDatabase(endpoint.database().valueOrThrow())
        .withCredentials(credentials.username().value(), credentials.password().value())
        .withCredentialOrigins(
            credentials.username().origin(), credentials.password().origin())
        .withIam(iam)
        .withTls(Boolean.TRUE.equals(isTls()) ? transport.tls() : null)
        .withConnectTimeout(connectTimeout.valueOrThrow())
        .withReadTimeout(readTimeout.valueOrThrow())
        .withPool(pool)
        .withConnectionMaxAge(maxAge.value())
        .withClientName(clientName.value());
  }

  /** Each setting with its origin, in the order of the documentation and without any secret. */
  List<Setting<?>> origins() {
    List<Setting<?>> all = new ArrayList<>();
    if (!endpoint.isOfSentinels()) {
      all.addAll(List.of(endpoint.shownHost(), endpoint.port()));
    }
    all.addAll(List.of(endpoint.database(), topology, expectedRole));
    all.add(credentials.safeUsername());
    all.add(credentials.password());
    all.addAll(ofIam);
    all.addAll(ofSentinels);
    all.addAll(ofTransport);
    all.add(connectTimeout);
    all.add(readTimeout);
    all.addAll(ofPool);
    all.add(maxAge);
    all.add(clientName);
    return all;
  }

  /** The settings among which an operator may have typed a secret by mistake. */
  List<Setting<?>> names() {
    List<Setting<?>> all =
        new ArrayList<>(List.of(endpoint.host(), credentials.username(), clientName));
    all.addAll(ofIam);
    ofSentinels.stream()
        .filter(each -> each.variable() != RedisVariable.REDIS_SENTINEL_PASSWORD)
        .forEach(all::add);
    all.addAll(ofTransport);
    return all;
  }

  /** Returns true if a variable names the host, be it a valid one or not. */
  boolean namesHost() {
    return endpoint.isStated();
  }

  /** The use of TLS, null where it is not known. */
  @Nullable
  Boolean isTls() {
    return transport.enabled().value();
  }

  void checkCertificates(Instant now, Problems problems) {
    ofTransport.forEach(setting -> CertificateRules.check(setting, now, problems));
  }
}
