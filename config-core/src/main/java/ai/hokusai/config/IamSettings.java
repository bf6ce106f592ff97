package ai.hokusai.config;

import static java.util.Objects.requireNonNull;

import ai.hokusai.config.setting.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cache for which connections authenticate with AWS IAM in place of a password. The user name of
 * the settings is the user. Immutable; its text shows no secret.
 */
public final class IamSettings {
  private static final Pattern PLAIN_ENDPOINT =
      Pattern.compile("^([a-z0-9-]+?)(?:-ro)?\\.([a-z0-9]+)\\.(?:ng\\.[0-9]{4}|clustercfg)\\.");

  private final Service service;
  private final String cache;
  private final String region;
  private final boolean isServerless;
  private final Map<String, Secret> variables;

  private IamSettings(
      Service service,
      String cache,
      String region,
      boolean isServerless,
      Map<String, Secret> variables) {
    this.service = requireNonNull(service, "service");
    this.cache = requireNonNull(cache, "cache");
    this.region = requireNonNull(region, "region");
    this.isServerless = isServerless;
    this.variables = Map.copyOf(variables);
  }

  /** A service of AWS that has caches. */
  public enum Service {
    /** Amazon ElastiCache. */
    ELASTICACHE,
    /** Amazon MemoryDB. */
    MEMORYDB
  }

  /**
   * Settings without credentials of AWS.
   *
   * @param cache the replication group, serverless cache or MemoryDB cluster, in lower case
   * @param region the region of the cache, such as {@code eu-west-1}
   */
  public static IamSettings of(Service service, String cache, String region) {
    return new IamSettings(service, cache, region, false, Map.of());
  }

  /**
   * The cache that the name of an endpoint of AWS shows, with or without TLS.
   *
   * @param host the name of an endpoint of ElastiCache or MemoryDB, in lower case
   * @return the cache without credentials of AWS; empty for another name, and for an abbreviation of
   *     a region that is not known
   */
  public static Optional<IamSettings> ofEndpoint(String host) {
    // Without TLS the labels have another order, and the kind of the endpoint is behind the hash.
    String name = PLAIN_ENDPOINT.matcher(host).replaceFirst("master.$1.$2.");
    return Optional.ofNullable(IamReader.Shape.of(name)).flatMap(IamReader.Shape::settings);
  }

  /** The service of AWS that has the cache. */
  public Service service() {
    return service;
  }

  /** The name of the replication group, serverless cache or MemoryDB cluster. */
  public String cache() {
    return cache;
  }

  /** The region of the cache. */
  public String region() {
    return region;
  }

  /** Returns true for a serverless cache, whose tokens name that type. */
  public boolean isServerless() {
    return isServerless;
  }

  /** Replaces whether the cache is serverless. */
  public IamSettings withServerless(boolean isOne) {
    return new IamSettings(service, cache, region, isOne, variables);
  }

  /**
   * The variables of the environment that lead to the credentials of AWS, such as
   * {@code AWS_CONTAINER_CREDENTIALS_RELATIVE_URI}, with their values; immutable.
   */
  public Map<String, Secret> credentialVariables() {
    return variables;
  }

  /** Replaces the variables that lead to the credentials of AWS. */
  public IamSettings withCredentialVariables(Map<String, Secret> values) {
    return new IamSettings(service, cache, region, isServerless, values);
  }

  private List<Object> values() {
    return List.of(service, cache, region, isServerless, variables);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IamSettings iam && values().equals(iam.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "cache " + cache + " in " + region;
  }
}
