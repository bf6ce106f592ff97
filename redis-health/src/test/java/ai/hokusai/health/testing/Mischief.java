package ai.hokusai.health.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that does to every client what a test wants, and remembers what each sent.
 */
public final class Mischief implements AutoCloseable {
  private static final byte[] HTTP =
      "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
  // The header of a record of TLS 1.2 with a ServerHello of 80 bytes, and no more of it.
  private static final byte[] HALF_A_HANDSHAKE = {22, 3, 3, 0, 80, 2, 0, 0, 76, 3, 3};
  private static final byte[] ALERT = {21, 3, 1, 0, 2, 2, 70};

  private final Listener listener = new Listener("mischief", this::serve);
  private final Trick trick;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();
  private final List<ByteArrayOutputStream> receivedInsideTls = new CopyOnWriteArrayList<>();
  private final Semaphore farewells = new Semaphore(0);
  private final AtomicLong sent = new AtomicLong();

  private Mischief(Trick trick) {
    this.trick = trick;
  }

  /** What is done to one client, which is hung up on in the end. */
  @FunctionalInterface
  public interface Trick {
    void play(Mischief server, Socket client, InputStream in) throws Exception;
  }

  public static Mischief start(Trick trick) {
    var started = new Mischief(trick);
    started.listener.start();
    return started;
  }

  /** Reads, and says nothing. */
  public static Trick silence() {
    return (server, client, in) -> in.transferTo(OutputStream.nullOutputStream());
  }

  public static Trick hangUp() {
    return (server, client, in) -> {};
  }

  /** Says one thing as soon as it was asked anything, then no more. */
  public static Trick say(byte[] answer) {
    return (server, client, in) -> {
      int ignored = in.read();
      client.getOutputStream().write(answer);
      in.transferTo(OutputStream.nullOutputStream());
    };
  }

  public static Trick say(String answer) {
    return say(answer.getBytes(US_ASCII));
  }

  public static Trick http() {
    return say(HTTP);
  }

  public static Trick alert() {
    return say(ALERT);
  }

  public static Trick halfAHandshake() {
    return say(HALF_A_HANDSHAKE);
  }

  /** The first byte at once and one more each second, all of them digits after the first. */
  public static Trick oneByteASecond(char first) {
    return (server, client, in) -> {
      client.getOutputStream().write(first);
      while (!server.closed.await(1, TimeUnit.SECONDS)) {
        client.getOutputStream().write('1');
      }
    };
  }

  /** Behaves until a command, answers that and reads no more. */
  public static Trick stopReadingAfter(String command, String reply) {
    return (server, client, in) -> {
      speakUntil(command, reply, server, client, in);
      server.closed.await();
    };
  }

  /** Behaves until a command, answers that, and then sends a digit ten times a second. */
  public static Trick trickleAfter(String command, String reply) {
    return (server, client, in) -> {
      speakUntil(command, reply + "$", server, client, in);
      while (!server.closed.await(100, TimeUnit.MILLISECONDS)) {
        client.getOutputStream().write('1');
      }
    };
  }

  private static void speakUntil(
      String command, String reply, Mischief server, Socket client, InputStream in)
      throws Exception {
    FakeRedis.speaking(name -> name.equals(command) ? FakeRedis.CLOSE : FakeRedis.wellBehaved(name))
        .play(server, client, in);
    client.getOutputStream().write(reply.getBytes(US_ASCII));
  }

  /** A line without an end, as fast as the client takes it. */
  public static Trick endlessLine(char first) {
    return (server, client, in) -> {
      var digits = "1".repeat(1024).getBytes(US_ASCII);
      client.getOutputStream().write(first);
      while (server.closed.getCount() > 0) {
        client.getOutputStream().write(digits);
        server.sent.addAndGet(digits.length);
      }
    };
  }

  /** Shakes hands as TLS does, then goes on. */
  static Trick afterHandshake(SSLContext context, Trick next) {
    return afterHandshake(context, tls -> {}, next);
  }

  /** Shakes hands with one version of TLS, or any for null, and demands a certificate, then goes on. */
  static Trick afterHandshake(SSLContext context, @Nullable String version, Trick next) {
    return afterHandshake(
        context,
        tls -> {
          tls.setNeedClientAuth(true);
          if (version != null) {
            tls.setEnabledProtocols(new String[] {version});
          }
        },
        next);
  }

  private static Trick afterHandshake(
      SSLContext context, Consumer<SSLSocket> configuration, Trick next) {
    return (server, client, in) -> {
      var tls = (SSLSocket) context.getSocketFactory().createSocket(client, "client", 0, false);
      tls.setUseClientMode(false);
      configuration.accept(tls);
      tls.startHandshake();
      next.play(server, tls, recording(tls.getInputStream(), server.receivedInsideTls));
    };
  }

  /** A different trick for the first client. */
  public static Trick firstThen(Trick first, Trick others) {
    return (server, client, in) ->
        (server.listener.clients().size() == 1 ? first : others).play(server, client, in);
  }

  /** Breaks the connection off as soon as it was asked anything. */
  public static Trick reset() {
    return (server, client, in) -> {
      int ignored = in.read();
      server.listener.clients().forEach(Mischief::reset);
    };
  }

  private static void reset(Socket client) {
    try {
      client.setSoLinger(true, 0);
      client.close();
    } catch (IOException e) {
      // It has gone already.
    }
  }

  public int port() {
    return listener.port();
  }

  public InetSocketAddress address() {
    return listener.address();
  }

  /** How many connections there were. */
  public int connections() {
    return listener.clients().size();
  }

  /** How many bytes of an endless line were taken. */
  public long sent() {
    return sent.get();
  }

  /** What each client sent and was read outside TLS, in the order of their coming. */
  public List<String> received() {
    return texts(received);
  }

  /** What each client sent inside TLS, after its handshake. */
  public List<String> receivedInsideTls() {
    return texts(receivedInsideTls);
  }

  private static List<String> texts(List<ByteArrayOutputStream> streams) {
    return streams.stream().map(each -> each.toString(US_ASCII)).toList();
  }

  /** Waits until so many clients have gone. */
  public void awaitFarewells(int count) throws InterruptedException {
    if (!farewells.tryAcquire(count, 10, TimeUnit.SECONDS)) {
      throw new AssertionError("a client stays");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    listener.close();
  }

  private void serve(Socket client) {
    try (client) {
      trick.play(this, client, recording(client.getInputStream(), received));
    } catch (Exception e) {
      // The client has gone, or did not take the trick.
    } finally {
      farewells.release();
    }
  }

  private static InputStream recording(InputStream in, List<ByteArrayOutputStream> copies) {
    var copy = new ByteArrayOutputStream();
    copies.add(copy);
    return new Recording(in, copy);
  }

  /** A stream that copies what is read of it. */
  private static final class Recording extends FilterInputStream {
    private final ByteArrayOutputStream copy;

    Recording(InputStream in, ByteArrayOutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      if (next >= 0) {
        copy.write(next);
      }
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      copy.write(buffer, offset, Math.max(0, count));
      return count;
    }
  }
}
