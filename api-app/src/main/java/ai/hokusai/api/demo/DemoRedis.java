package ai.hokusai.api.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.rehearsal.TiedCommand;
import ai.hokusai.testkit.TestCa;
import ai.hokusai.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A redis-server with TLS and a token on a loopback port, which fails on command. It ends with {@link #close}, or with
 * this JVM. Used by one thread.
 */
final class DemoRedis implements AutoCloseable {
  private static final int MOST_PAUSES = 500;
  private static final long PAUSE_MILLIS = 10;
  private static final int LONGEST_REPLY = 256;

  private final TestCa authority = TestCa.create("CA of the demo");
  private final TestCertificate certificate;
  private final Path program;
  private final Path folder;
  private final int port;
  private final String token;
  private @Nullable Process process;

  /**
   * Creates a server, and starts nothing yet.
   *
   * @param program the path of redis-server
   * @param folder the folder for its files
   * @param host the host name of its certificate
   * @param port the port to listen on
   * @param token its password
   */
  DemoRedis(Path program, Path folder, String host, int port, String token) {
    this.program = program;
    this.folder = folder;
    this.port = port;
    this.token = token;
    this.certificate = authority.issue(host);
  }

  String authorityPem() {
    return authority.pem();
  }

  /**
   * Starts the server in its first state, after it has ended a running one.
   *
   * @throws IOException if it does not start; the message has its last words
   */
  void start() throws IOException, InterruptedException {
    close();
    write(certificate);
    Path config = Files.writeString(file("settings"), """
        bind %s
        port 0
        tls-port %d
        tls-cert-file %s
        tls-key-file %s
        tls-ca-cert-file %s
        tls-auth-clients no
        unixsocket %s
        requirepass "%s"
        save ""
        dir %s
        """.formatted(
            InetAddress.getLoopbackAddress().getHostAddress(),
            port,
            file("certificate.pem"),
            file("key.pem"),
            Files.writeString(file("ca.pem"), authority.pem()),
            file("socket"),
            token,
            folder));
    var builder = new ProcessBuilder(TiedCommand.of(List.of(program.toString(), config.toString())))
        .redirectErrorStream(true)
        .redirectOutput(file("log").toFile());
    Process started = builder.start();
    process = started;
    for (int i = 0; i < MOST_PAUSES && started.isAlive(); i++) {
      if (Files.exists(file("socket")) && command("PING").startsWith("+PONG")) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    throw new IOException(lastWords());
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(file("log"), UTF_8);
    return lines.stream()
        .filter(each -> !each.isBlank())
        .reduce("it ended without a message", (first, last) -> last);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void write(TestCertificate presented) throws IOException {
    Files.writeString(file("certificate.pem"), presented.pem());
    Files.writeString(file("key.pem"), presented.keyPem());
  }

  /** The first line of a reply, empty while the server does not accept connections. */
  private String command(String... lines) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(file("socket")));
      String reply = "";
      for (String each : List.of("AUTH " + token, String.join("\r\n", lines))) {
        channel.write(ByteBuffer.wrap((each + "\r\n").getBytes(UTF_8)));
        var bytes = ByteBuffer.allocate(LONGEST_REPLY);
        channel.read(bytes);
        reply = new String(bytes.array(), 0, bytes.position(), UTF_8);
      }
      return reply;
    } catch (IOException e) {
      return "";
    }
  }

  /** Stops it from running, as a machine that hangs does. */
  void hang() throws IOException, InterruptedException {
    if (process != null) {
      new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid())).start().waitFor();
    }
  }

  /** Makes it accept another token only, and closes its connections. */
  void rotate() {
    var ignored = command("CONFIG SET requirepass another-token", "CLIENT KILL TYPE normal");
  }

  /** Leaves it no memory for another key. */
  void fill() {
    var ignored = command("CONFIG SET maxmemory-policy noeviction", "CONFIG SET maxmemory 1");
  }

  /** Makes it present a certificate that has expired, and closes its connections. */
  void expire() throws IOException {
    write(certificate.expired());
    var ignored =
        command("CONFIG SET tls-cert-file " + file("certificate.pem"), "CLIENT KILL TYPE normal");
  }

  /** Kills it. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
