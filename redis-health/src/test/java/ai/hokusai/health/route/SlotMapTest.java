package ai.hokusai.health.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.traffic.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisDataException;

final class SlotMapTest {
  private static final NodeAddress SENDER = new NodeAddress("redis.example", 6379);

  @Test
  void knowsTheOwnerOfEachSlot() {
    SlotMap map = map(
        range(0, 5_460, node("10.0.0.1", 7_001), node("10.0.0.4", 7_004)),
        range(5_461, 10_922, node("B.example", 7_002)),
        range(12_000, 12_000, node("10.0.0.1", 7_001)));

    assertThat(map.shards())
        .extracting(SlotMap.Shard::primary)
        .containsExactly(new NodeAddress("10.0.0.1", 7_001), new NodeAddress("b.example", 7_002));
    assertThat(map.owner(5_461)).isEqualTo(map.shards().get(1));
    assertThat(map.owner(11_000)).isNull();
    assertThat(map.covered()).isEqualTo(10_924);
    assertThat(map.slots(0)).isEqualTo(5_462);
    assertThat(map.ranges(0, 4)).isEqualTo("0-5460,12000");
    assertThat(map.ranges(0, 1)).isEqualTo("0-5460,...");
    assertThat(map.replicas()).containsExactly(new NodeAddress("10.0.0.4", 7_004));
    assertThat(map).hasToString("10924 of 16384 slots in 2 shards");
  }

  @Test
  void takesAnEmptyHostForThatOfTheSender() {
    SlotMap map = map(range(0, 1, node("", 7_001)), range(2, 3, Arrays.asList(null, 7_002L)));

    assertThat(map.shards())
        .extracting(SlotMap.Shard::primary)
        .containsExactly(
            new NodeAddress("redis.example", 7_001), new NodeAddress("redis.example", 7_002));
  }

  @ParameterizedTest
  @CsvSource({"?, 7001", "10.0.0.1, 0", "10.0.0.1, 70000", "10.0.0.1, -1", "a b, 7001"})
  void keepsAShardWhoseAddressCannotBeUsed(String host, long port) {
    SlotMap map = map(range(0, 9, node(host, port)));

    assertThat(map.owner(3)).isEqualTo(new SlotMap.Shard(null, Fault.ANNOUNCED_ADDRESS_INVALID));
  }

  @Test
  void rejectsAnythingElse() {
    assertRejected("no list");
    assertRejected(List.of(List.of(0L, 1L)));
    assertRejected(List.of(range(-1, 1, node("a", 1))));
    assertRejected(List.of(range(0, 16_384, node("a", 1))));
    assertRejected(List.of(range(2, 1, node("a", 1))));
    assertRejected(List.of(range(0, 5, node("a", 1)), range(5, 6, node("b", 1))));
    assertRejected(List.of(range(0, 5, "no node")));
    assertRejected(List.of(range(0, 5, List.of(bytes("a"), bytes("no port")))));
  }

  private static void assertRejected(Object reply) {
    assertThatThrownBy(() -> SlotMap.of(reply, SENDER, host -> false))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("CLUSTER SLOTS was answered with something else");
  }

  @Test
  void givesOneSlotToAnotherShard() {
    var other = new SlotMap.Shard(new NodeAddress("10.0.0.9", 7_009), null);

    SlotMap map = map(range(0, 9, node("10.0.0.1", 7_001))).withOwner(4, other);

    assertThat(map.owner(4)).isEqualTo(other);
    assertThat(map.owner(5)).isNotEqualTo(other);
    assertThat(map.ranges(0, 4)).isEqualTo("0-3,5-9");
  }

  @ParameterizedTest
  @CsvSource({
    "clustercfg.orders.ab12cd.use1.cache.amazonaws.com,"
        + " orders-0001-001.orders.ab12cd.use1.cache.amazonaws.com, false",
    "orders-0001-001.orders.ab12cd.use1.cache.amazonaws.com,"
        + " orders-0002-001.orders.ab12cd.use1.cache.amazonaws.com, false",
    "clustercfg.orders.ab12cd.use1.cache.amazonaws.com,"
        + " evil-0001-001.evil.ff00ff.use1.cache.amazonaws.com, true",
    "clustercfg.orders.ab12cd.use1.cache.amazonaws.com, evil.example.com, true",
    "clustercfg.orders.ab12cd.use1.cache.amazonaws.com, 10.0.0.7, false",
    "orders-1a2b3c.serverless.use1.cache.amazonaws.com,"
        + " orders-1a2b3c.serverless.use1.cache.amazonaws.com, false",
    "orders-1a2b3c.serverless.use1.cache.amazonaws.com,"
        + " evil-1a2b3c.serverless.use1.cache.amazonaws.com, true",
    "redis.example.com, node-1.example.net, false"
  })
  void trustsOnlyTheNamesOfAnAwsEndpoint(String host, String announced, boolean isForeign) {
    RedisSettings settings = RedisSettings.of(host, 6379).withTls(TlsSettings.DEFAULT);
    var router = new Router(RedisConnector.of(settings, "orders", new Traffic()));

    assertThat(router.isForeign(announced)).isEqualTo(isForeign);
    SlotMap map =
        SlotMap.of(List.of(range(0, 9, node(announced, 6_379))), SENDER, router::isForeign);
    assertThat(map.owner(0))
        .isEqualTo(
            isForeign
                ? new SlotMap.Shard(null, Fault.ANNOUNCED_NAME_FOREIGN)
                : new SlotMap.Shard(new NodeAddress(announced, 6_379), null));
  }

  @ParameterizedTest
  @CsvSource({
    "'MOVED 3999 10.0.0.1:6381', false, 3999, 10.0.0.1, 6381",
    "'ASK 3999 10.0.0.1:6381', true, 3999, 10.0.0.1, 6381",
    "'ERR MOVED 1 node-1.example:6381', false, 1, node-1.example, 6381",
    "'MOVED 1 :6381', false, 1, '', 6381",
    "'MOVED 1 ::1:6381', false, 1, ::1, 6381"
  })
  void readsARedirection(String text, boolean isAsk, int slot, String host, long port) {
    assertThat(Redirection.of(new JedisDataException(text)))
        .isEqualTo(new Redirection(isAsk, slot, host, port));
  }

  @ParameterizedTest
  @CsvSource({"'MOVED 16384 a:1'", "'MOVED 1 a'", "'MOVED x a:1'", "'ERR unknown command'"})
  void takesAnotherErrorForNoRedirection(String text) {
    assertThat(Redirection.of(new JedisDataException(text))).isNull();
  }

  private static SlotMap map(List<?>... ranges) {
    return SlotMap.of(List.of(ranges), SENDER, host -> false);
  }

  private static List<@Nullable Object> range(long first, long last, Object... nodes) {
    var all = new ArrayList<@Nullable Object>(List.of(first, last));
    all.addAll(List.of(nodes));
    return all;
  }

  private static List<Object> node(String host, long port) {
    return List.of(bytes(host), port, bytes("id"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
