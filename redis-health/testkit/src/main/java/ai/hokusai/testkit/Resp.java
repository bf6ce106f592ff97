package ai.hokusai.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The two directions of the Redis protocol, RESP 2 or 3. In place of a command that is rejected, the server receives
 * one that does not exist, and its error is replaced by the text of the rejection. So the reply stands in the right
 * place among those of a pipeline, and a transaction is aborted as by a real rejection.
 */
final class Resp {
  private static final int SHORT_WORD = 64;
  private static final int MOST_WORDS = 16;
  private static final int MOST_PENDING = 16_384;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final String UNKNOWN = "-ERR unknown command";
  private static final String MARK =
      "hokusai-%016x-".formatted(ThreadLocalRandom.current().nextLong());

  private final Conditions conditions;
  private final List<String> rejections = new CopyOnWriteArrayList<>();

  Resp(Conditions conditions) {
    this.conditions = conditions;
  }

  /** Sends on the commands of a client until it closes; bytes of TLS are sent on as they are. */
  void commands(InputStream client, Pipe toServer) throws IOException, InterruptedException {
    var in = new BufferedInputStream(client);
    if (isTls(in)) {
      if (conditions.isRejecting()) {
        throw new IOException("a rejection cannot be sent inside of the TLS of another server");
      }
      raw(in, toServer);
      return;
    }
    var pending = new ByteArrayOutputStream();
    while (true) {
      sendIfDue(in, pending, toServer);
      if (!command(in, pending)) {
        return;
      }
    }
  }

  /** Sends on the replies of a server until it closes. */
  void replies(InputStream server, Pipe toClient) throws IOException, InterruptedException {
    var in = new BufferedInputStream(server);
    if (isTls(in)) {
      raw(in, toClient);
      return;
    }
    var pending = new ByteArrayOutputStream();
    while (true) {
      sendIfDue(in, pending, toClient);
      String line = line(in);
      if (line == null) {
        return;
      }
      write(pending, rejection(line));
      if ("$=!".indexOf(line.isEmpty() ? ' ' : line.charAt(0)) >= 0 && number(line) >= 0) {
        pending.writeBytes(exactly(in, number(line) + 2));
      }
    }
  }

  /** Sends what is pending before a read that would block, and when it is much. */
  private static void sendIfDue(InputStream in, ByteArrayOutputStream pending, Pipe out)
      throws IOException, InterruptedException {
    if (in.available() == 0 || pending.size() > MOST_PENDING) {
      out.send(pending.toByteArray());
      pending.reset();
    }
  }

  private static void raw(InputStream in, Pipe out) throws IOException, InterruptedException {
    var buffer = new byte[MOST_PENDING];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.send(Arrays.copyOf(buffer, read));
    }
  }

  private static boolean isTls(InputStream in) throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    return first == TLS_HANDSHAKE;
  }

  /** Reads one command, an array or a line, and writes it or what replaces it. */
  private boolean command(InputStream in, ByteArrayOutputStream out) throws IOException {
    String line = line(in);
    if (line == null) {
      return false;
    }
    var raw = new ByteArrayOutputStream();
    write(raw, line);
    List<String> words = line.startsWith("*")
        ? words(in, number(line), raw)
        : List.of(line.strip().split(" +", -1));
    String rejection = line.isEmpty() ? null : conditions.replyTo(new Command(words));
    out.writeBytes(rejection == null ? raw.toByteArray() : replacement(rejection));
    return true;
  }

  private static List<String> words(InputStream in, int count, ByteArrayOutputStream raw)
      throws IOException {
    var words = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      String header = line(in);
      if (header == null) {
        throw new EOFException("the client closed the connection within a command");
      }
      byte[] word = exactly(in, number(header) + 2);
      write(raw, header);
      raw.writeBytes(word);
      if (i < MOST_WORDS && word.length <= SHORT_WORD) {
        words.add(new String(word, 0, word.length - 2, ISO_8859_1));
      }
    }
    return words;
  }

  private byte[] replacement(String rejection) {
    if (!rejections.contains(rejection)) {
      rejections.add(rejection);
    }
    String name = MARK + rejections.indexOf(rejection);
    return "*1\r\n$%d\r\n%s\r\n".formatted(name.length(), name).getBytes(ISO_8859_1);
  }

  private String rejection(String line) {
    int mark = line.startsWith(UNKNOWN) ? line.indexOf(MARK) : -1;
    if (mark < 0) {
      return line;
    }
    String number = line.substring(mark + MARK.length()).replaceFirst("\\D.*", "");
    return "-" + rejections.get(Integer.parseInt(number));
  }

  /** The bytes up to CR LF, null at the end of the stream. */
  private static @Nullable String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static int number(String line) throws IOException {
    try {
      return Integer.parseInt(line.substring(1));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new IOException("not the protocol of Redis", e);
    }
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the connection was closed within a text");
    }
    return bytes;
  }

  private static void write(ByteArrayOutputStream out, String line) {
    out.writeBytes((line + "\r\n").getBytes(ISO_8859_1));
  }
}
