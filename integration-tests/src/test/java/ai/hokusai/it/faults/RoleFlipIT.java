package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.TestBed;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;

/** A failover of two real servers, where the old primary lives on as a replica and keeps its connections. */
final class RoleFlipIT {
  private static final int IDLE = 4;

  @Test
  void thePoolLeavesAPrimaryThatBecameAReplica() throws IOException {
    try (var old = TestBed.open(Fixtures.TLS_REDIS);
        var promoted = TestBed.open(Fixtures.TLS_REDIS)) {
      var endpoint = old.openRelay();
      try (var service = LibraryUnderTest.reading(Fixtures.TLS.environment(old))) {
        await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
        fillPool(service);
        assertThat(service.client().set("model", "old")).isEqualTo("OK");

        endpoint.turnTo(promoted.server().host(), promoted.server().port());
        old.console().tell("REPLICAOF 127.0.0.1 1");

        await()
            .atMost(Bounds.DETECTION.plus(Bounds.TOLERANCE))
            .until(() -> old.console().text("INFO clients").contains("connected_clients:1\r\n"));
        assertThat(IntStream.range(0, 2 * IDLE).mapToObj(i -> service.client().set("model", "new")))
            .containsOnly("OK");
        assertThat(promoted.console().command("EXISTS model")).isEqualTo(":1");
        await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
      }
    }
  }

  private static void fillPool(LibraryUnderTest service) {
    var pool = service.client().getPool();
    var borrowed = Stream.generate(pool::getResource).limit(IDLE).toList();
    borrowed.forEach(Connection::close);
    assertThat(pool.getNumIdle()).isEqualTo(IDLE);
  }
}
