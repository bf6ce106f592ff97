package ai.hokusai.config;

import static ai.hokusai.config.ManagedEndpoint.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.ManagedEndpoint.Tls;
import ai.hokusai.config.source.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManagedEndpointTest {

  @ParameterizedTest
  @CsvSource({
    "master.orders.abc123.use1.cache.amazonaws.com, ELASTICACHE_TLS",
    "replica.orders.abc123.apne1.cache.amazonaws.com, ELASTICACHE_READER_TLS",
    "orders-001.orders.abc123.use1.cache.amazonaws.com, ELASTICACHE_TLS",
    "orders-0002-003.orders.abc123.use1.cache.amazonaws.com, ELASTICACHE_CLUSTER_TLS",
    "or-de-rs-001.or-de-rs.abc123.use1.cache.amazonaws.com, ELASTICACHE_TLS",
    "clustercfg.orders.abc123.use1.cache.amazonaws.com, ELASTICACHE_CLUSTER_TLS",
    "orders-x1.serverless.use1.cache.amazonaws.com, ELASTICACHE_SERVERLESS",
    "orders.abc123.ng.0001.use1.cache.amazonaws.com, ELASTICACHE_PLAIN",
    "orders-ro.abc123.ng.0001.use1.cache.amazonaws.com, ELASTICACHE_READER_PLAIN",
    "orders-001.abc123.0001.use1.cache.amazonaws.com, ELASTICACHE_PLAIN",
    "orders.abc123.clustercfg.use1.cache.amazonaws.com, ELASTICACHE_CLUSTER_PLAIN",
    "orders.abc123.cfg.use1.cache.amazonaws.com, MEMCACHED",
    "clustercfg.orders.abc123.memorydb.us-east-1.amazonaws.com, MEMORYDB_TLS",
    "orders-0001-002.orders.abc123.memorydb.us-gov-west-1.amazonaws.com, MEMORYDB_TLS",
    "orders.abc123.clustercfg.memorydb.us-east-1.amazonaws.com, MEMORYDB_PLAIN",
    "orders-0001-001.abc123.0001.memorydb.us-east-1.amazonaws.com, MEMORYDB_PLAIN"
  })
  void recognisesAwsInEveryPartition(String name, ManagedEndpoint shape) {
    assertThat(of(name)).isEqualTo(shape);
    assertThat(of(name + ".cn")).isEqualTo(shape);
  }

  @ParameterizedTest
  @CsvSource({
    "orders.redis.cache.windows.net, AZURE_CACHE",
    "orders.east.redis.cache.windows.net, AZURE_CACHE",
    "orders.eastus.redis.azure.net, OTHER_TLS",
    "orders.eastus.redisenterprise.cache.azure.net, OTHER_TLS",
    "orders.eastus.redis.azure.us, OTHER_TLS",
    "orders.redisenterprise.cache.azure.cn, OTHER_TLS",
    "orders.redis.cache.chinacloudapi.cn, AZURE_CACHE",
    "orders.redis.cache.usgovcloudapi.net, AZURE_CACHE",
    "orders.redis.cache.cloudapi.de, AZURE_CACHE",
    "fly-brave-cat-1.upstash.io, UPSTASH_FLY",
    "flying-cat-1.upstash.io, OTHER_TLS",
    "brave-cat-1.upstash.io, OTHER_TLS"
  })
  void recognisesOtherProviders(String name, ManagedEndpoint shape) {
    assertThat(of(name)).isEqualTo(shape);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "master.orders.abc123.use1.cache.amazonaws.com.example",
        "master.orders.abc123.use1.cache.amazonaws.com.co",
        "master.orders.abc123.use1.cache.amazonaws.org",
        "master.orders.abc123.use1.cache.amazonawsxcom",
        "master.orders.abc123.use1.cachexamazonaws.com",
        "master.orders.abc123.us-east-1.cache.amazonaws.com",
        "master.orders.abc123.us1.cache.amazonaws.com",
        "master.orders.abc123.use12.cache.amazonaws.com",
        "master.orders.abc-123.use1.cache.amazonaws.com",
        "master.orders-.abc123.use1.cache.amazonaws.com",
        "master.or_ders.abc123.use1.cache.amazonaws.com",
        "master.orders.use1.cache.amazonaws.com",
        "master.a.orders.abc123.use1.cache.amazonaws.com",
        "primary.orders.abc123.use1.cache.amazonaws.com",
        "xmaster.orders.abc123.use1.cache.amazonaws.com",
        "orders-001.other.abc123.use1.cache.amazonaws.com",
        "orders-01.orders.abc123.use1.cache.amazonaws.com",
        "orders-0001.orders.abc123.use1.cache.amazonaws.com",
        "orders-001-001.orders.abc123.use1.cache.amazonaws.com",
        "orders.abc123.serverless.use1.cache.amazonaws.com",
        "serverless.use1.cache.amazonaws.com",
        "orders.abc123.ng.001.use1.cache.amazonaws.com",
        "orders.abc123.ng.00001.use1.cache.amazonaws.com",
        "orders.abc123.nx.0001.use1.cache.amazonaws.com",
        "orders.abc123.clustercfg.memorydb.use1.amazonaws.com",
        "orders.abc123.cfg.memorydb.us-east-1.amazonaws.com",
        "clustercfg.orders.abc123.memorydb.useast1.amazonaws.com",
        "orders-001.orders.abc123.memorydb.us-east-1.amazonaws.com",
        "orders-0001-001.other.abc123.memorydb.us-east-1.amazonaws.com",
        "redis.cache.windows.net",
        "orders.cache.windows.net",
        "orders.redis.cache.windows.net.example",
        "redis.azure.net",
        "orders.redis.azure.com",
        "orders.redisenterprise.azure.net",
        "upstash.io",
        "orders.upstash.io.example",
        "ordersupstash.io",
        "redis.example.com",
        "localhost"
      })
  void takesANearMissForAnOrdinaryHost(String name) {
    assertThat(of(name)).isEqualTo(NONE);
  }

  @Test
  void findsNoShapeInAnAddress() {
    assertThat(ManagedEndpoint.of(new Host("10.0.0.1", Host.Kind.IPV4))).isEqualTo(NONE);
    assertThat(ManagedEndpoint.of(new Host("a.upstash.io", Host.Kind.IPV6))).isEqualTo(NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, UNKNOWN, false, false",
    "ELASTICACHE_TLS, ON, false, true",
    "ELASTICACHE_CLUSTER_TLS, ON, true, true",
    "ELASTICACHE_SERVERLESS, ON, true, true",
    "ELASTICACHE_PLAIN, OFF, false, true",
    "ELASTICACHE_CLUSTER_PLAIN, OFF, true, true",
    "MEMCACHED, UNKNOWN, false, false",
    "MEMORYDB_TLS, ON, true, false",
    "MEMORYDB_PLAIN, OFF, true, false",
    "AZURE_CACHE, OFF, false, false",
    "UPSTASH_FLY, OFF, false, false",
    "OTHER_TLS, ON, false, false"
  })
  void tellsOfTlsClusterAndProvider(
      ManagedEndpoint shape, Tls tls, boolean cluster, boolean elastiCache) {
    assertThat(shape.tls(6379)).isEqualTo(tls);
    assertThat(shape.isCluster()).isEqualTo(cluster);
    assertThat(shape.isElastiCache()).isEqualTo(elastiCache);
  }

  @Test
  void expectsTlsOfAzureCacheAtItsTlsPortOnly() {
    assertThat(ManagedEndpoint.AZURE_CACHE.tls(6380)).isEqualTo(Tls.ON);
    assertThat(ManagedEndpoint.AZURE_CACHE.tls(6381)).isEqualTo(Tls.UNKNOWN);
    assertThat(NONE.tls(6380)).isEqualTo(Tls.UNKNOWN);
    assertThat(ManagedEndpoint.ELASTICACHE_PLAIN.tls(6380)).isEqualTo(Tls.OFF);
  }

  private static ManagedEndpoint of(String name) {
    return ManagedEndpoint.of(new Host(name, Host.Kind.NAME));
  }
}
