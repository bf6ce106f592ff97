package ai.hokusai.it.faults.harness;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.traffic.Operation;
import ai.hokusai.it.faults.harness.Invariants.End;
import ai.hokusai.it.faults.harness.Invariants.Request;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each invariant can be broken, and is then told. */
final class InvariantsTest {
  private static final List<String> HEALTHY = List.of("HEALTHY");
  private static final List<String> OTHERS = List.of("UNHEALTHY", "BUSY", "OUT_OF_MEMORY");

  private final Invariants writes = new Invariants(Operation.WRITE);

  @Test
  void acceptsAnsweredRequests() {
    looks(0, HEALTHY);
    requests(0, 100, End.ANSWERED, null);
    assertThat(writes.broken(began -> 0)).isEmpty();
    assertThat(writes.count(End.ANSWERED)).isEqualTo(100);
  }

  @Test
  void reportsARequestThatWaitsTooLong() {
    looks(0, HEALTHY);
    writes.add(new Request(0, millis(1_751), End.FAILED, "READ_TIMEOUT"));
    assertThat(writes.broken(began -> 0))
        .containsExactly(
            "one of the writes waited too long: FAILED READ_TIMEOUT after 1751 ms; health said [[HEALTHY] since 1.8 s]");
    assertThat(writes.broken(began -> millis(1))).isEmpty();
  }

  @Test
  void reportsARefusalWithinASecondOfASuccess() {
    looks(0, HEALTHY);
    requests(0, 1, End.ANSWERED, null);
    requests(900, 1, End.REFUSED, "OUT_OF_MEMORY");
    requests(1_001, 1, End.REFUSED, "OUT_OF_MEMORY");
    assertThat(writes.broken(began -> 0))
        .containsExactly(
            "one of the writes was refused within a second of a success: REFUSED OUT_OF_MEMORY after 1 ms; health said [[HEALTHY] since 0.9 s]");
  }

  @Test
  void twentyFailuresHaveToBeNamed() {
    looks(0, HEALTHY);
    requests(0, 20, End.FAILED, "OUT_OF_MEMORY");
    requests(6_000, 1, End.FAILED, "OUT_OF_MEMORY");
    assertThat(writes.broken(began -> 0)).hasSize(1);
    assertThat(writes.broken(began -> millis(2_000))).isEmpty();
  }

  @Test
  void aNameWithinFiveSecondsIsInTime() {
    looks(0, HEALTHY);
    requests(0, 20, End.FAILED, "OUT_OF_MEMORY");
    looks(5_000, OTHERS);
    requests(6_000, 1, End.FAILED, "OUT_OF_MEMORY");
    assertThat(writes.broken(began -> 0)).isEmpty();
  }

  @Test
  void anotherNameIsNone() {
    looks(0, OTHERS);
    looks(20, List.of("UNHEALTHY", "BUSY"));
    requests(30, 20, End.FAILED, "OUT_OF_MEMORY");
    requests(6_000, 1, End.FAILED, "OUT_OF_MEMORY");
    assertThat(writes.broken(began -> 0)).hasSize(1);
  }

  @Test
  void whatTheSecondSocketFoundOutIsAName() {
    looks(0, List.of("UNHEALTHY", "TLS_REQUIRED_BY_SERVER"));
    requests(0, 20, End.FAILED, "CONNECTION_CLOSED");
    requests(6_000, 1, End.FAILED, "CONNECTION_CLOSED");
    assertThat(writes.broken(began -> 0)).isEmpty();
  }

  @Test
  void fewerFailuresOrASuccessNeedNoName() {
    looks(0, HEALTHY);
    requests(0, 19, End.FAILED, "OUT_OF_MEMORY");
    requests(200, 1, End.ANSWERED, null);
    requests(210, 20, End.FAILED, "OUT_OF_MEMORY");
    requests(4_000, 1, End.ANSWERED, null);
    requests(9_000, 1, End.FAILED, "OUT_OF_MEMORY");
    assertThat(writes.broken(began -> 0)).isEmpty();
  }

  private void looks(long atMillis, List<String> seen) {
    writes.sees(millis(atMillis), seen);
  }

  private void requests(long fromMillis, int count, End end, @Nullable String code) {
    for (int i = 0; i < count; i++) {
      long began = millis(fromMillis + i);
      writes.add(new Request(began, began + millis(1), end, code));
    }
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
