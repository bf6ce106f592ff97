package ai.hokusai.api.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LogOutputTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<Long> reported = new CopyOnWriteArrayList<>();

  @Test
  void writesEveryLineInItsOrder() {
    var output = new LogOutput(written, 100, reported::add);
    output.offer(line("one\n"));
    output.offer(line("two\n"));
    assertThat(output.flush(LONG)).isTrue();
    output.offer(line("three\n"));
    assertThat(output.flush(LONG)).isTrue();
    assertThat(written.toString(US_ASCII)).isEqualTo("one\ntwo\nthree\n");
    assertThat(output.dropped()).isZero();
    assertThat(reported).isEmpty();
  }

  @Test
  void neverWaitsForATargetThatTakesNothingAndCountsWhatItDrops() {
    var target = new Blocked();
    var output = new LogOutput(target, 8, reported::add);
    for (int i = 0; i < 1000; i++) {
      output.offer(line(i + "\n"));
    }
    assertThat(output.flush(Duration.ofMillis(1))).isFalse();
    assertThat(output.dropped()).isEqualTo(996);
    target.open.countDown();
    assertThat(output.flush(LONG)).isTrue();
    assertThat(written.toString(US_ASCII)).isEqualTo("0\n1\n2\n3\n");
    output.offer(line("more\n"));
    assertThat(output.flush(LONG)).isTrue();
    assertThat(written.toString(US_ASCII)).isEqualTo("0\n1\n2\n3\nmore\n");
  }

  @Test
  void countsALineThatTheTargetRefusesAndReportsItOnceTheTargetTakesLinesAgain() {
    var reports = new CountDownLatch(1);
    var output = new LogOutput(new Full(), 100, total -> {
      reported.add(total);
      reports.countDown();
    });
    output.offer(line("lost\n"));
    output.offer(line("lost too\n"));
    assertThat(output.flush(LONG)).isTrue();
    assertThat(output.dropped()).isEqualTo(2);
    assertThat(reported).isEmpty();
    output.writeTo(written);
    output.offer(line("there\n"));
    assertThat(output.flush(LONG)).isTrue();
    await(reports);
    assertThat(reported).containsExactly(2L);
    assertThat(written.toString(US_ASCII)).isEqualTo("there\n");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] line(String text) {
    return text.getBytes(US_ASCII);
  }

  private final class Blocked extends OutputStream {
    final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void write(int each) {
      await(open);
      written.write(each);
    }
  }

  private static final class Full extends OutputStream {
    @Override
    public void write(int each) throws IOException {
      throw new IOException("no space left on device");
    }
  }
}
