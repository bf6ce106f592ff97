package ai.hokusai.health.probe;

import static ai.hokusai.health.redis.RedisFacts.Role.MASTER;
import static ai.hokusai.health.redis.RedisFacts.Role.REPLICA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.redis.RedisFacts.Role;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

final class PrimaryTrackerTest {
  private static final SocketAddress A = InetSocketAddress.createUnresolved("a", 6379);
  private static final SocketAddress B = InetSocketAddress.createUnresolved("b", 6379);

  private int moves;
  private final PrimaryTracker topology = new PrimaryTracker(() -> moves++);

  @Test
  void reportsNothingWhileThePrimaryIsTheSame() {
    record(A, MASTER, 0);
    record(A, MASTER, 0);
  }

  @Test
  void reportsADemotionOnce() {
    record(A, MASTER, 0);
    record(A, REPLICA, 1);
    record(A, REPLICA, 1);
  }

  @Test
  void reportsAnotherPrimary() {
    record(A, MASTER, 0);
    record(B, MASTER, 1);
  }

  @Test
  void reportsBothEventsOfAFailover() {
    record(A, MASTER, 0);
    record(A, REPLICA, 1);
    record(B, MASTER, 2);
  }

  @Test
  void reportsNoPromotionOfTheSameServer() {
    record(A, REPLICA, 0);
    record(A, MASTER, 0);
  }

  @Test
  void reportsThePrimaryAfterAReplica() {
    record(A, REPLICA, 0);
    record(B, MASTER, 1);
  }

  @Test
  void reportsNoChangeBetweenReplicas() {
    record(A, REPLICA, 0);
    record(B, REPLICA, 0);
    record(A, REPLICA, 0);
  }

  private void record(SocketAddress peer, Role role, int expectedMoves) {
    topology.record(peer, role);
    assertThat(moves).isEqualTo(expectedMoves);
  }
}
