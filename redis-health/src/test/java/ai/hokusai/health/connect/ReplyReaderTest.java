package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

final class ReplyReaderTest {

  @Test
  void readsEveryKindOfReply() {
    assertThat(read("+OK\r\n")).isEqualTo(bytes("OK"));
    assertThat(read("$3\r\na\r\n\r\n")).isEqualTo(bytes("a\r\n"));
    assertThat(read("$0\r\n\r\n")).isEqualTo(bytes(""));
    assertThat(read("$-1\r\n")).isNull();
    assertThat(read(":-7\r\n")).isEqualTo(-7L);
    assertThat(read("*-1\r\n")).isNull();
    assertThat(read("*0\r\n")).isEqualTo(List.of());
    assertThat((List<?>) read("*2\r\n*1\r\n:1\r\n:2\r\n")).isEqualTo(List.of(List.of(1L), 2L));
  }

  @Test
  void throwsAnErrorAsJedisDoes() {
    assertThatThrownBy(() -> read("-NOAUTH Authentication required.\r\n"))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("NOAUTH Authentication required.");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 400, NOT_REDIS",
    "'\u0015\u0003', TLS_REQUIRED_BY_SERVER",
    "'', CONNECTION_CLOSED"
  })
  void leavesTheRestToTheClassifier(String text, Fault expected) {
    assertThat(fault(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK\rX",
        ":x\r\n",
        "$x\r\n",
        "$2\r\nabc\r\n",
        "$2\r\nab\rX",
        "$2147483647\r\n",
        "$99999999999999999999\r\n",
        "*2147483647\r\n",
        "*9\r\n*9\r\n*9\r\n*9\r\n*9\r\n*9\r\n*9\r\n*9\r\n*9\r\n:1\r\n"
      })
  void refusesWhatIsMalformedOrAnnouncesTooMuch(String reply) {
    assertThat(fault(reply)).isEqualTo(Fault.UNEXPECTED_REPLY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "-", ":", "$", "*", "*16000\r\n"})
  void readsABoundedPartOfWhatNeverEnds(String beginning) {
    String rest = beginning.endsWith("\n") ? "$0\r\n\r\n" : "1";
    byte[] all = bytes(beginning + rest.repeat(100_000));
    var in = new ByteArrayInputStream(all);

    Throwable failure = catchThrowable(() -> ReplyReader.read(new RedisInputStream(in)));

    assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.UNEXPECTED_REPLY);
    assertThat(all.length - in.available()).isBetween(16_000, 32_768);
  }

  private static Fault fault(String text) {
    return FaultClassifier.classify(catchThrowable(() -> read(text)));
  }

  private static @Nullable Object read(String text) {
    return ReplyReader.read(new RedisInputStream(new ByteArrayInputStream(bytes(text))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
