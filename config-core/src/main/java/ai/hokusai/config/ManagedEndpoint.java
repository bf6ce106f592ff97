package ai.hokusai.config;

import static ai.hokusai.config.ManagedEndpoint.Tls.OFF;
import static ai.hokusai.config.ManagedEndpoint.Tls.ON;
import static ai.hokusai.config.ManagedEndpoint.Tls.UNKNOWN;

import ai.hokusai.config.source.Host;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of managed Redis endpoint, recognised by the shape of its DNS name, which shows whether it
 * uses TLS. Every label must fit.
 */
enum ManagedEndpoint {
  /** No managed endpoint that is known. */
  NONE(UNKNOWN, false),
  /** ElastiCache reader endpoint with in-transit encryption. */
  ELASTICACHE_READER_TLS(ON, false, "replica.<id>.<hash>.<rgn>.cache.<aws>"),
  /** ElastiCache reader endpoint without in-transit encryption. */
  ELASTICACHE_READER_PLAIN(OFF, false, "<reader>.<hash>.ng.NNNN.<rgn>.cache.<aws>"),
  /** ElastiCache primary or node with in-transit encryption. */
  ELASTICACHE_TLS(
      ON,
      false,
      "master.<id>.<hash>.<rgn>.cache.<aws>",
      "<node>-NNN.<same>.<hash>.<rgn>.cache.<aws>"),
  /** ElastiCache cluster configuration endpoint or node of a cluster, with in-transit encryption. */
  ELASTICACHE_CLUSTER_TLS(
      ON,
      true,
      "clustercfg.<id>.<hash>.<rgn>.cache.<aws>",
      "<node>-NNNN-NNN.<same>.<hash>.<rgn>.cache.<aws>"),
  /** ElastiCache Serverless, whose proxy has the cluster protocol and answers single keys without it. */
  ELASTICACHE_SERVERLESS(ON, true, "<id>.serverless.<rgn>.cache.<aws>"),
  /** ElastiCache primary, reader or node without in-transit encryption. */
  ELASTICACHE_PLAIN(
      OFF, false, "<id>.<hash>.ng.NNNN.<rgn>.cache.<aws>", "<id>.<hash>.NNNN.<rgn>.cache.<aws>"),
  /** ElastiCache cluster configuration endpoint without in-transit encryption. */
  ELASTICACHE_CLUSTER_PLAIN(OFF, true, "<id>.<hash>.clustercfg.<rgn>.cache.<aws>"),
  /** Memcached cluster configuration endpoint. */
  MEMCACHED(UNKNOWN, false, "<id>.<hash>.cfg.<rgn>.cache.<aws>"),
  /** MemoryDB cluster configuration endpoint or node with TLS. */
  MEMORYDB_TLS(
      ON,
      true,
      "clustercfg.<id>.<hash>.memorydb.<region>.<aws>",
      "<node>-NNNN-NNN.<same>.<hash>.memorydb.<region>.<aws>"),
  /** MemoryDB cluster configuration endpoint or node without TLS. */
  MEMORYDB_PLAIN(
      OFF,
      true,
      "<id>.<hash>.clustercfg.memorydb.<region>.<aws>",
      "<id>.<hash>.NNNN.memorydb.<region>.<aws>"),
  /** Azure Cache for Redis, which serves TLS at one port and may serve plaintext at another. */
  AZURE_CACHE(
      UNKNOWN,
      false,
      "<ids>.redis.cache.windows.net",
      "<ids>.redis.cache.chinacloudapi.cn",
      "<ids>.redis.cache.usgovcloudapi.net",
      "<ids>.redis.cache.cloudapi.de"),
  /** Upstash behind Fly.io, which is reached over a private network without TLS. */
  UPSTASH_FLY(OFF, false, "fly-<id>.upstash.io"),
  /** A provider whose endpoints accept TLS only. */
  OTHER_TLS(
      ON,
      false,
      "<ids>.redis.azure.net",
      "<ids>.redis.azure.us",
      "<ids>.redis.azure.cn",
      "<ids>.redisenterprise.cache.azure.net",
      "<ids>.redisenterprise.cache.azure.us",
      "<ids>.redisenterprise.cache.azure.cn",
      "<ids>.upstash.io");

  /** The use of TLS by an endpoint. */
  public enum Tls {
    /** It accepts TLS only. */
    ON,
    /** It has no TLS. */
    OFF,
    /** The name does not show it. */
    UNKNOWN
  }

  private static final int AZURE_CACHE_TLS_PORT = 6380;
  private static final int AZURE_CACHE_PLAIN_PORT = 6379;
  private static final Set<ManagedEndpoint> MANAGED = EnumSet.complementOf(EnumSet.of(NONE));

  private final Tls tls;
  private final boolean cluster;
  private final Pattern pattern;

  ManagedEndpoint(Tls tls, boolean cluster, String... names) {
    this.tls = tls;
    this.cluster = cluster;
    this.pattern = Arrays.stream(names)
        .map(ManagedEndpoint::regex)
        .collect(Collectors.collectingAndThen(Collectors.joining("|"), Pattern::compile));
  }

  private static String regex(String name) {
    // Possessive, since a label ends at a dot and nowhere else.
    String id = "(?!-)[a-z0-9-]++(?<!-)";
    return name.replace(".", "\\.")
        .replace("<node>", "(?<node>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)")
        .replace("<same>", "\\k<node>")
        .replace("<reader>", "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?-ro")
        .replace("<ids>", "(?:" + id + "\\.)*" + id)
        .replace("<id>", id)
        .replace("<hash>", "[a-z0-9]++")
        .replace("<rgn>", "[a-z]{3,6}[0-9]")
        .replace("<region>", "[a-z]{2}(?:-[a-z]+)+-[0-9]")
        .replace("<aws>", "amazonaws\\.com(?:\\.cn)?")
        .replace("NNNN", "[0-9]{4}")
        .replace("NNN", "[0-9]{3}");
  }

  /**
   * The use of TLS that the name shows.
   *
   * @param port the port, which decides where a provider serves TLS and plaintext on one name
   * @return on, off, or unknown
   */
  public Tls tls(int port) {
    if (this == AZURE_CACHE) {
      return switch (port) {
        case AZURE_CACHE_TLS_PORT -> ON;
        case AZURE_CACHE_PLAIN_PORT -> OFF;
        default -> UNKNOWN;
      };
    }
    return tls;
  }

  /**
   * Returns true if the endpoint uses the cluster protocol for certain: a cluster configuration
   * endpoint, a node of a cluster, MemoryDB or Serverless.
   */
  public boolean isCluster() {
    return cluster;
  }

  /** Returns true if the endpoint is a cache of ElastiCache Serverless. */
  public boolean isServerless() {
    return this == ELASTICACHE_SERVERLESS;
  }

  /** Returns true if the endpoint leads to replicas, which take no writes. */
  public boolean isReader() {
    return this == ELASTICACHE_READER_TLS || this == ELASTICACHE_READER_PLAIN;
  }

  /** Returns true if the endpoint is one of ElastiCache for Redis or Valkey. */
  public boolean isElastiCache() {
    return switch (this) {
      case ELASTICACHE_READER_TLS,
          ELASTICACHE_READER_PLAIN,
          ELASTICACHE_TLS,
          ELASTICACHE_CLUSTER_TLS,
          ELASTICACHE_SERVERLESS,
          ELASTICACHE_PLAIN,
          ELASTICACHE_CLUSTER_PLAIN -> true;
      case NONE, MEMCACHED, MEMORYDB_TLS, MEMORYDB_PLAIN, AZURE_CACHE, UPSTASH_FLY, OTHER_TLS ->
        false;
    };
  }

  /** Recognises an endpoint: the kind, {@link #NONE} where the name fits none. */
  public static ManagedEndpoint of(Host host) {
    return host.isAddress() ? NONE : of(host.name());
  }

  /** Recognises the endpoint of a host name in lower case; an address is none. */
  static ManagedEndpoint of(String host) {
    for (ManagedEndpoint shape : MANAGED) {
      if (shape.pattern.matcher(host).matches()) {
        return shape;
      }
    }
    return NONE;
  }
}
