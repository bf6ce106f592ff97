package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NameLookupTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void repeatsTheReasonThatTheCacheOfTheJdkLeavesOut() {
    NameLookup lookup = failing("redis: Temporary failure in name resolution", "redis");

    assertFailure(lookup, "redis: Temporary failure in name resolution");
    assertFailure(lookup, "redis: Temporary failure in name resolution");
  }

  @Test
  void passesOnANewReason() {
    NameLookup lookup =
        failing("redis: Temporary failure in name resolution", "redis: Name or service not known");

    assertFailure(lookup, "redis: Temporary failure in name resolution");
    assertFailure(lookup, "redis: Name or service not known");
  }

  @Test
  void passesOnAFailureWithoutAnyReason() {
    assertFailure(failing("redis"), "redis");
  }

  private static NameLookup failing(String... messages) {
    var next = new ArrayDeque<>(List.of(messages));
    return new NameLookup("redis", host -> {
      throw new UnknownHostException(next.remove());
    });
  }

  private static void assertFailure(NameLookup lookup, String message) {
    assertThatThrownBy(() -> lookup.addresses(Budget.of(LONG)))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage(message);
  }
}
