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
  void tellsNothingWhileThePrimaryStays() {
    learn(A, MASTER, 0);
    learn(A, MASTER, 0);
  }

  @Test
  void tellsOnceThatThePrimaryWasDemoted() {
    learn(A, MASTER, 0);
    learn(A, REPLICA, 1);
    learn(A, REPLICA, 1);
  }

  @Test
  void tellsThatThePrimaryIsElsewhere() {
    learn(A, MASTER, 0);
    learn(B, MASTER, 1);
  }

  @Test
  void tellsOfBothHalvesOfAFailover() {
    learn(A, MASTER, 0);
    learn(A, REPLICA, 1);
    learn(B, MASTER, 2);
  }

  @Test
  void tellsNothingOfAServerThatIsPromoted() {
    learn(A, REPLICA, 0);
    learn(A, MASTER, 0);
  }

  @Test
  void tellsThatThePrimaryWasFoundAfterAReplica() {
    learn(A, REPLICA, 0);
    learn(B, MASTER, 1);
  }

  @Test
  void tellsNothingOfReplicasThatTakeTurns() {
    learn(A, REPLICA, 0);
    learn(B, REPLICA, 0);
    learn(A, REPLICA, 0);
  }

  private void learn(SocketAddress peer, Role role, int expectedMoves) {
    topology.learn(peer, role);
    assertThat(moves).isEqualTo(expectedMoves);
  }
}
