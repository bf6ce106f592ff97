package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AddressFailuresTest {
  private static final InetAddress A = address(1);
  private static final InetAddress B = address(2);
  private static final List<InetAddress> BOTH = List.of(A, B);

  private final AddressFailures addresses =
      new AddressFailures("the kept connection works, a new one");

  @Test
  void anAddressThatFailsAfterItTookTheConnectionCounts() {
    addresses.record(BOTH, A, null, true);
    addresses.record(BOTH, B, Fault.AUTH_FAILED, true);
    assertThat(addresses.verdict(2))
        .isEqualTo(failing(
            Fault.AUTH_FAILED,
            "the kept connection works, a new one to 1 of 2 addresses fails: Redis "
                + "rejected the user name or password"));
  }

  @Test
  void anAddressThatTakesNoConnectionCountsOnlyWhereNoOtherDoes() {
    addresses.record(BOTH, A, Fault.CONNECT_TIMEOUT, false);
    assertThat(addresses.verdict(2)).isNull();
    addresses.record(BOTH, B, Fault.CONNECT_REFUSED, false);
    assertThat(code(addresses.verdict(2))).isEqualTo("CONNECT_TIMEOUT");
  }

  @Test
  void namesTheMoreSpecificFailure() {
    addresses.record(BOTH, A, Fault.CONNECT_REFUSED, false);
    addresses.record(BOTH, B, Fault.TLS_UNTRUSTED, true);
    assertThat(code(addresses.verdict(2))).isEqualTo("TLS_UNTRUSTED");
  }

  @Test
  void aFailureStaysUntilItsOwnAddressSucceeds() {
    addresses.record(BOTH, A, Fault.AUTH_FAILED, true);
    addresses.record(BOTH, B, null, true);
    assertThat(code(addresses.verdict(2))).isEqualTo("AUTH_FAILED");
    addresses.record(BOTH, A, null, true);
    assertThat(addresses.verdict(2)).isNull();
  }

  @Test
  void dropsAddressesThatTheNameNoLongerHas() {
    addresses.record(BOTH, A, Fault.AUTH_FAILED, true);
    addresses.record(List.of(B), B, null, true);
    assertThat(addresses.verdict(1)).isNull();
  }

  @Test
  void notifiesOfEachChangeOnceAndOnlyWithSeveralAddresses() {
    assertThat(addresses.record(BOTH, A, Fault.AUTH_FAILED, true)).hasSize(1);
    assertThat(addresses.record(BOTH, A, Fault.AUTH_FAILED, true)).isEmpty();
    assertThat(addresses.record(BOTH, A, Fault.MAX_CLIENTS, true)).hasSize(1);
    assertThat(addresses.record(BOTH, A, null, true)).hasSize(1);
    assertThat(addresses.record(BOTH, A, null, true)).isEmpty();
    assertThat(addresses.record(List.of(A), A, Fault.AUTH_FAILED, true)).isEmpty();
  }

  private static @Nullable String code(@Nullable Cause cause) {
    return cause == null ? null : cause.code();
  }

  private static Cause failing(Fault fault, String message) {
    return fault.with(message, fault.remedy());
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
