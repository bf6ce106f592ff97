package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.util.RedisInputStream;

final class BoundedRepliesTest {
  private static final int MOST = 10_000;

  @Test
  void readsRepliesAsJedisDoes() {
    BoundedReplies replies = replies(
        "+OK\r\n",
        ":7\r\n",
        "$2\r\nab\r\n",
        "$-1\r\n",
        "$0\r\n\r\n",
        "*-1\r\n",
        "*0\r\n",
        "*3\r\n*2\r\n:1\r\n$1\r\nx\r\n*0\r\n$-1\r\n",
        "*1\r\n*1\r\n*1\r\n:1\r\n",
        "+END\r\n");
    assertThat(read(replies)).isEqualTo("OK");
    assertThat(read(replies)).isEqualTo(7L);
    assertThat(read(replies)).isEqualTo("ab");
    assertThat(read(replies)).isNull();
    assertThat(read(replies)).isEqualTo("");
    assertThat(read(replies)).isNull();
    assertThat(read(replies)).isEqualTo(List.of());
    assertThat(String.valueOf(read(replies))).isEqualTo("[[1, x], [], null]");
    assertThat(read(replies)).isEqualTo(List.of(List.of(List.of(1L))));
    assertThat(read(replies)).isEqualTo("END");
  }

  @Test
  void throwsErrorsAsJedisDoes() {
    assertThatThrownBy(() -> read(replies("-MOVED 3999 127.0.0.1:6381\r\n")))
        .isInstanceOf(JedisMovedDataException.class);
    assertThatThrownBy(() -> read(replies("-OOM command not allowed\r\n")))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("OOM command not allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2000000000\r\n",
        "$10001\r\n",
        "$-5\r\n",
        "$99999999999999999999\r\n",
        "$x\r\n",
        "$\r\n",
        "*2000000000\r\n",
        "*2501\r\n",
        "*-2\r\n",
        "*2\r\n$9999\r\n",
        ":1x\r\n",
        "%1\r\n",
        "_\r\n",
        "#t\r\n",
        ",1.5\r\n",
        "!5\r\nerror\r\n",
      })
  void refusesWhatIsTooLongOrNotOfTheProtocol(String reply) {
    assertUnexpected(stream(reply));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*1\r\n", "*2\r\n:1\r\n", "*2\r\n*0\r\n", "*3\r\n$1\r\nx\r\n+a\r\n"})
  void refusesArraysThatAreNestedWithoutAnEnd(String level) {
    assertUnexpected(stream(level.repeat(5_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "-", ":", "$", "*"})
  void refusesALineWithoutAnEnd(String kind) {
    assertUnexpected(new SequenceInputStream(stream(kind), new Endless()));
  }

  @Test
  void boundsTheSumOfAReply() {
    String element = "$2000\r\n" + "x".repeat(2_000) + "\r\n";
    BoundedReplies replies = replies("*4\r\n" + element.repeat(4), "*4\r\n" + element.repeat(4));
    assertThat(read(replies)).asString().hasSize(8_008);
    assertThat(read(replies)).asString().hasSize(8_008);
    assertUnexpected(stream("*5\r\n" + element.repeat(5)));
  }

  @Test
  void boundsAReplyToAShareOfTheHeap() {
    var tooLong = new BoundedReplies(
        new RedisInputStream(stream("$" + Runtime.getRuntime().maxMemory() / 60 + "\r\n")));
    assertThatThrownBy(() -> read(tooLong)).isInstanceOf(JedisConnectionException.class);
  }

  private static void assertUnexpected(InputStream in) {
    assertThatThrownBy(() -> read(new BoundedReplies(new RedisInputStream(in), MOST)))
        .isInstanceOf(JedisConnectionException.class)
        .satisfies(failure ->
            assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.UNEXPECTED_REPLY));
  }

  @SuppressWarnings("deprecation") // As RedisLink reads, whose superclass has no other.
  private static @Nullable Object read(BoundedReplies replies) {
    return text(Protocol.read(replies.next()));
  }

  private static @Nullable Object text(@Nullable Object reply) {
    if (reply instanceof List<?> list) {
      List<@Nullable Object> texts = new ArrayList<>();
      list.forEach(each -> texts.add(text(each)));
      return texts;
    }
    return reply instanceof byte[] bytes ? new String(bytes, ISO_8859_1) : reply;
  }

  private static BoundedReplies replies(String... replies) {
    return new BoundedReplies(new RedisInputStream(stream(String.join("", replies))), MOST);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  /** The same digit for ever. */
  private static final class Endless extends InputStream {

    @Override
    public int read() {
      return '1';
    }
  }
}
