package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_AUTH_MODE;
import static ai.hokusai.config.RedisVariable.REDIS_IAM_CACHE;
import static ai.hokusai.config.RedisVariable.REDIS_IAM_REGION;

import ai.hokusai.config.IamSettings.Service;
import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Host;
import ai.hokusai.config.source.KnownSecrets;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the settings of AWS IAM. What the variables leave open, the name of the host may show. */
final class IamReader {
  private static final Pattern CACHE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,3}(?:-[a-z]+)+-[0-9]");
  private static final List<String> REGIONS = List.of("AWS_REGION", "AWS_DEFAULT_REGION");
  private static final Set<String> SECRETS =
      Set.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN");
  private static final List<String> CREDENTIALS = List.of(
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN",
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
      "AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN");

  private final Setting<AuthMode> mode;
  private final Map<String, String> environment;
  private final SettingSource source;
  private final Problems problems;

  /**
   * Reads the mode.
   *
   * @param environment the whole environment, since the variables of AWS have no prefix
   */
  IamReader(Map<String, String> environment, SettingSource source, Problems problems) {
    this.environment = environment;
    this.source = source;
    this.problems = problems;
    this.mode =
        source.setting(REDIS_AUTH_MODE, (from, variable) -> from.word(variable, AuthMode.class));
  }

  /** Returns true if connections authenticate with IAM. */
  boolean isOn() {
    return mode.value() == AuthMode.IAM;
  }

  /**
   * Reads the rest.
   *
   * @param all the list to which each setting is added with its origin
   * @return the settings; null for a password, and where an error was reported
   */
  @Nullable
  IamSettings read(
      Endpoint endpoint, Credentials credentials, Transport transport, List<Setting<?>> all) {
    Reading<String> statedCache = source.read(REDIS_IAM_CACHE, this::cache);
    Reading<String> statedRegion = source.read(REDIS_IAM_REGION, this::region);
    all.add(mode);
    if (!isOn()) {
      reportUnused(statedCache, statedRegion);
      all.add(Setting.byDefault(REDIS_IAM_CACHE, null));
      all.add(Setting.byDefault(REDIS_IAM_REGION, null));
      return null;
    }
    check(credentials, transport);
    Shape shape = shape(endpoint, transport);
    boolean isComplete = endpoint.host().value() != null || endpoint.isOfSentinels();
    Setting<String> cache = cache(statedCache, shape, isComplete);
    Setting<String> region = region(statedRegion, shape, endpoint.host().origin(), isComplete);
    all.add(cache);
    all.add(region);
    if (cache.value() == null || region.value() == null) {
      return null;
    }
    Service service = shape == null ? Service.ELASTICACHE : shape.service();
    return IamSettings.of(service, cache.value(), region.value())
        .withServerless(shape != null && shape.isServerless())
        .withCredentialVariables(variables(environment, source.secrets()));
  }

  private @Nullable String cache(String text, Origin origin) {
    if (CACHE.matcher(text).matches()) {
      return text;
    }
    problems.add(ConfigCode.IAM_CACHE_INVALID, origin, RedactedValue.VALUE);
    return null;
  }

  private @Nullable String region(String text, Origin origin) {
    if (REGION.matcher(text).matches()) {
      return text;
    }
    problems.add(ConfigCode.IAM_REGION_UNKNOWN, origin, RedactedValue.VALUE);
    return null;
  }

  private void reportUnused(Reading<?>... stated) {
    for (Reading<?> each : stated) {
      if (each.isSet()) {
        problems.add(ConfigCode.IAM_SETTING_UNUSED, each.place());
      }
    }
  }

  private void check(Credentials credentials, Transport transport) {
    if (credentials.username().value() == null) {
      problems.add(ConfigCode.IAM_USERNAME_MISSING, mode.origin());
    }
    if (credentials.password().value() != null) {
      problems.addConflict(
          ConfigCode.IAM_AND_TOKEN, mode.origin(), credentials.password().origin());
    }
    if (Boolean.FALSE.equals(transport.enabled().value())) {
      problems.add(ConfigCode.IAM_NEEDS_TLS, mode.origin());
    }
  }

  private Setting<String> cache(
      Reading<String> stated, @Nullable Shape shape, boolean isHostKnown) {
    if (stated.isSet()) {
      return new Setting<>(REDIS_IAM_CACHE, stated.value(), stated.place(), List.of());
    }
    if (shape != null) {
      return new Setting<>(REDIS_IAM_CACHE, shape.cache(), Origin.HOST_SHAPE, List.of());
    }
    if (isHostKnown) {
      problems.add(ConfigCode.IAM_CACHE_UNKNOWN, problems.variable(REDIS_IAM_CACHE.name()));
    }
    return Setting.byDefault(REDIS_IAM_CACHE, null);
  }

  private Setting<String> region(
      Reading<String> stated, @Nullable Shape shape, Origin host, boolean isHostKnown) {
    String shown = shape == null ? null : shape.region();
    if (stated.isSet()) {
      if (stated.value() != null && shown != null && !shown.equals(stated.value())) {
        problems.addConflict(ConfigCode.IAM_REGION_DIFFERS, stated.place(), host);
      }
      return new Setting<>(REDIS_IAM_REGION, stated.value(), stated.place(), List.of());
    }
    if (shown != null) {
      return new Setting<>(REDIS_IAM_REGION, shown, Origin.HOST_SHAPE, List.of());
    }
    for (String name : REGIONS) {
      String value = environment.getOrDefault(name, "").strip();
      if (REGION.matcher(value).matches()) {
        return new Setting<>(REDIS_IAM_REGION, value, Origin.variable(name), List.of());
      }
    }
    if (isHostKnown) {
      problems.add(ConfigCode.IAM_REGION_UNKNOWN, problems.variable(REDIS_IAM_REGION.name()));
    }
    return Setting.byDefault(REDIS_IAM_REGION, null);
  }

  private static Map<String, Secret> variables(
      Map<String, String> environment, KnownSecrets secrets) {
    Map<String, Secret> found = new LinkedHashMap<>();
    for (String name : CREDENTIALS) {
      String value = environment.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        Secret secret = Secret.of(value);
        found.put(name, secret);
        if (SECRETS.contains(name)) {
          secrets.add(secret, Origin.variable(name));
        }
      }
    }
    return found;
  }

  /** The shape of the host, or of the name that its certificate has to be for. */
  private static @Nullable Shape shape(Endpoint endpoint, Transport transport) {
    Host host = endpoint.host().value();
    Shape ofHost = host == null || host.isAddress() ? null : Shape.of(host.name());
    TlsSettings tls = transport.tls();
    String serverName = tls == null ? null : tls.serverName();
    return ofHost != null || serverName == null ? ofHost : Shape.of(serverName);
  }

  /**
   * The cache that the name of an endpoint of AWS shows.
   *
   * @param region the region, null for an abbreviation that is not known
   */
  record Shape(Service service, String cache, @Nullable String region, boolean isServerless) {
    private static final String NODE =
        "(?:master|replica|clustercfg|[a-z0-9-]++(?<=-[0-9]{3,4}))\\.([a-z0-9-]++)\\.[a-z0-9]++\\.";
    private static final String AWS = "\\.amazonaws\\.com(?:\\.cn)?";
    private static final Pattern ELASTICACHE =
        Pattern.compile(NODE + "([a-z]{3,6}[0-9])\\.cache" + AWS);
    private static final Pattern SERVERLESS =
        Pattern.compile("([a-z0-9-]++)(?<!-)\\.serverless\\.([a-z]{3,6}[0-9])\\.cache" + AWS);
    private static final Pattern MEMORYDB =
        Pattern.compile(NODE + "memorydb\\.([a-z]{2,3}(?:-[a-z]+)+-[0-9])" + AWS);

    static @Nullable Shape of(String name) {
      var node = ELASTICACHE.matcher(name);
      if (node.matches()) {
        return new Shape(Service.ELASTICACHE, node.group(1), full(node.group(2)), false);
      }
      var serverless = SERVERLESS.matcher(name);
      if (serverless.matches()) {
        // Between the name of the cache and ".serverless." is a part that AWS adds.
        int end = serverless.group(1).lastIndexOf('-');
        return end <= 0
            ? null
            : new Shape(
                Service.ELASTICACHE,
                serverless.group(1).substring(0, end),
                full(serverless.group(2)),
                true);
      }
      var memoryDb = MEMORYDB.matcher(name);
      return memoryDb.matches()
          ? new Shape(Service.MEMORYDB, memoryDb.group(1), memoryDb.group(2), false)
          : null;
    }

    /** The cache, empty without a region. */
    Optional<IamSettings> settings() {
      return Optional.ofNullable(region)
          .map(known -> IamSettings.of(service, cache, known).withServerless(isServerless));
    }

    /** The region behind an abbreviation such as {@code use1}; null for one that is not known. */
    private static @Nullable String full(String abbreviation) {
      int end = abbreviation.length() - 1;
      String area = abbreviation.substring(0, 2);
      String rest = abbreviation.substring(2, end);
      boolean isGovernment = area.equals("us") && rest.startsWith("g");
      String direction = switch (isGovernment ? rest.substring(1) : rest) {
        case "n" -> "north";
        case "ne" -> "northeast";
        case "e" -> "east";
        case "se" -> "southeast";
        case "s" -> "south";
        case "sw" -> "southwest";
        case "w" -> "west";
        case "nw" -> "northwest";
        case "c" -> "central";
        default -> null;
      };
      return direction == null
          ? null
          : area + (isGovernment ? "-gov-" : "-") + direction + "-" + abbreviation.charAt(end);
    }
  }
}
