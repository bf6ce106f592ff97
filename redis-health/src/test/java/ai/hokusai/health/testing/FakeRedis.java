package ai.hokusai.health.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import ai.hokusai.health.testing.Mischief.Trick;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server on loopback that answers commands as a test wants it to, or not at all. */
public final class FakeRedis implements AutoCloseable {
  public static final String CLOSE = "close";
  /** The name of a HELLO without arguments, which asks what Redis is. */
  public static final String HELLO_ALONE = "HELLO alone";

  private final Listener listener = new Listener("fake-redis", this::serve);
  private final BlockingQueue<List<String>> commands = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> farewells = new LinkedBlockingQueue<>();
  private final AtomicInteger turns = new AtomicInteger();
  private volatile Function<String, @Nullable String> replies;

  private FakeRedis(Function<String, @Nullable String> replies) {
    this.replies = replies;
  }

  /**
   * Starts a server.
   *
   * @param replies from the name of a command to the bytes of its reply, null for silence, {@link
   *     #CLOSE} to hang up
   */
  public static FakeRedis start(Function<String, @Nullable String> replies) {
    var fake = new FakeRedis(replies);
    fake.listener.start();
    return fake;
  }

  /** Starts a server that behaves, but for one command. */
  public static FakeRedis startWith(String command, @Nullable String reply) {
    return start(name -> name.equals(command) ? reply : wellBehaved(name));
  }

  public static String wellBehaved(String command) {
    return switch (command) {
      case "HELLO", HELLO_ALONE -> hello("master", "standalone");
      case "PING" -> "+PONG\r\n";
      default -> "+OK\r\n";
    };
  }

  /** What Redis says of itself. */
  public static String hello(String role, String mode) {
    return Stream.of("server", "redis", "version", "7.0.15", "role", role, "mode", mode)
        .map(each -> "$" + each.length() + "\r\n" + each + "\r\n")
        .collect(joining("", "*10\r\n", "$5\r\nproto\r\n:2\r\n"));
  }

  /** A reply that takes its time. */
  public static String slowly(int millis, String reply) {
    CompletableFuture<String> later = new CompletableFuture<>();
    return later.completeOnTimeout(reply, millis, TimeUnit.MILLISECONDS).join();
  }

  public void answer(Function<String, @Nullable String> newReplies) {
    replies = newReplies;
  }

  public int port() {
    return listener.port();
  }

  public int connections() {
    return listener.clients().size();
  }

  /** How often clients sent something: commands in one write are one round trip. */
  public int turns() {
    return turns.get();
  }

  public List<List<String>> commands() {
    return List.copyOf(commands);
  }

  /** Waits until a client has hung up. */
  public boolean sawFarewell() throws InterruptedException {
    return farewells.poll(10, TimeUnit.SECONDS) != null;
  }

  /** Hangs up on everybody, as a restart does. */
  public void dropClients() {
    listener.dropClients();
  }

  /** Hangs up and listens no more. */
  public void shutDown() {
    listener.close();
  }

  @Override
  public void close() {
    shutDown();
  }

  private void serve(Socket client) {
    try (client) {
      converse(client.getInputStream(), client.getOutputStream(), name -> replies.apply(name));
    } catch (IOException e) {
      // The client has gone, which a test may want to know.
    } finally {
      farewells.add("gone");
    }
  }

  private void converse(
      InputStream in, OutputStream out, Function<String, @Nullable String> nextReply)
      throws IOException {
    var reader = new BufferedReader(new InputStreamReader(new Turns(in), US_ASCII));
    for (var command = read(reader); command != null; command = read(reader)) {
      commands.add(command);
      boolean isAlone = command.equals(List.of("HELLO"));
      String reply = nextReply.apply(isAlone ? HELLO_ALONE : command.get(0));
      if (CLOSE.equals(reply)) {
        return;
      }
      out.write((reply == null ? "" : reply).getBytes(US_ASCII));
    }
  }

  /** The same conversation for a server that does mischief before or below it. */
  public static Trick speaking(Function<String, @Nullable String> replies) {
    return (server, client, in) ->
        new FakeRedis(replies).converse(in, client.getOutputStream(), replies);
  }

  /** Counts the reads that bring something. */
  private final class Turns extends FilterInputStream {

    Turns(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      turns.addAndGet(count > 0 ? 1 : 0);
      return count;
    }
  }

  /** The same conversation inside TLS. */
  public Trick overTls(TestTls tls) {
    return tls.serving((server, client, in) ->
        converse(in, client.getOutputStream(), name -> replies.apply(name)));
  }

  private static @Nullable List<String> read(BufferedReader reader) throws IOException {
    String header = reader.readLine();
    if (header == null || !header.startsWith("*")) {
      // The end, or a stranger such as TLS.
      return null;
    }
    var words = new ArrayList<String>();
    for (int i = Integer.parseInt(header.substring(1)); i > 0; i--) {
      reader.readLine();
      words.add(String.valueOf(reader.readLine()));
    }
    return words;
  }
}
