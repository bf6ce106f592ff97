package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class NameLookupTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger questions = new AtomicInteger();

  @AfterEach
  void letLookupsEnd() {
    answer.countDown();
  }

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

  @Test
  void waitsNoLongerThanItsCallerCan() {
    NameLookup lookup = hanging();
    long start = System.nanoTime();

    Throwable failure = catchThrowable(() -> lookup.addresses(Budget.of(SHORT)));

    assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.DNS_TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
  }

  @Test
  void hasNeverMoreThanOneLookupThatHangs() throws IOException {
    NameLookup lookup = hanging();
    for (int i = 0; i < 5; i++) {
      assertThat(catchThrowable(() -> lookup.addresses(Budget.of(SHORT)))).isNotNull();
    }
    assertThat(questions).hasValue(1);
    assertThat(lookupThreads()).isEqualTo(1);

    answer.countDown();
    assertThat(lookup.addresses(Budget.of(LONG))).hasSize(1);
  }

  @Test
  void startsANewLookupOnceTheLastEnded() throws IOException {
    answer.countDown();
    NameLookup lookup = hanging();
    lookup.addresses(Budget.of(LONG));
    lookup.addresses(Budget.of(LONG));

    assertThat(questions).hasValue(2);
  }

  @Test
  void runsOnDaemonThreads() throws IOException {
    var isDaemon = new boolean[1];
    var lookup = new NameLookup("redis", host -> {
      isDaemon[0] = Thread.currentThread().isDaemon();
      return new InetAddress[0];
    });
    lookup.addresses(Budget.of(LONG));

    assertThat(isDaemon).containsExactly(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.7", "fe80::1%eth0", "::1"})
  void looksUpNothingForAnAddress(String host) throws IOException {
    var asker = new Thread[1];
    var lookup = new NameLookup(host, name -> {
      asker[0] = Thread.currentThread();
      return new InetAddress[0];
    });
    lookup.addresses(Budget.of(LONG));

    assertThat(asker).containsExactly(Thread.currentThread());
  }

  @Test
  void endsForAThreadThatIsInterrupted() {
    NameLookup lookup = hanging();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> lookup.addresses(Budget.of(LONG)))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void keepsTheCauseOfAnUnexpectedException() {
    var failure = new IllegalStateException("no resolver");
    var lookup = new NameLookup("redis", host -> {
      throw failure;
    });

    assertThatThrownBy(() -> lookup.addresses(Budget.of(LONG))).hasCause(failure);
  }

  private NameLookup hanging() {
    return new NameLookup("redis", host -> {
      questions.incrementAndGet();
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    });
  }

  private static long lookupThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("redis-health-lookup"))
        .count();
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
