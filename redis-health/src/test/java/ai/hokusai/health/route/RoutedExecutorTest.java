package ai.hokusai.health.route;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Traffic;
import org.junit.jupiter.api.Test;

final class RoutedExecutorTest {

  @Test
  void triesACommandThatWasNotSentOnceMore() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      var router =
          new Router(RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic()));
      // The first connection of a JVM loads classes for longer than a command is retried.
      try (var warm = new NodePools(router).client()) {
        assertThat(warm.ping()).isEqualTo("PONG");
      }
      try (var connections = new Broken(router)) {
        String reply = new RoutedExecutor(router, connections).executeCommand(Broken.set());

        assertThat(reply).isEqualTo("OK");
        assertThat(redis.commands())
            .filteredOn(each -> each.get(0).equals("SET"))
            .hasSize(1);
        assertThat(redis.connections()).isEqualTo(3);
      }
    }
  }
}
