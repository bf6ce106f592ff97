package ai.hokusai.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real redis-server with TLS and a token on the loopback address; its certificate names {@code localhost} only. */
final class TlsRedis implements AutoCloseable {
  static final String TOKEN = "an-order-token-0123456789";
  private static final String STORE_PASSWORD = "changeit";
  // The shell becomes the server; another one kills it when this JVM has ended, however that was.
  private static final String TIED = "exec 3<&0; (read -r _ <&3; kill -KILL $$) >/dev/null 2>&1 & "
      + "exec 3<&-; exec \"$@\" </dev/null";

  private final Path directory;
  private final Process process;
  private final int port;

  private TlsRedis(Path directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  static TlsRedis start(Path directory) throws Exception {
    certify(directory);
    int port = freePort();
    Path program = program(directory);
    Files.writeString(directory.resolve("redis.conf"), """
        bind 127.0.0.1
        port 0
        tls-port %d
        tls-cert-file server.crt
        tls-key-file server.key
        tls-ca-cert-file server.crt
        tls-auth-clients no
        requirepass %s
        enable-debug-command local
        save ""
        """.formatted(port, TOKEN));
    Process process = new ProcessBuilder(
            "/bin/sh", "-c", TIED, "sh", program.toString(), "redis.conf")
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("redis.log").toFile())
        .start();
    Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    });
    return new TlsRedis(directory, process, port);
  }

  /** Makes a certificate that is its own authority. */
  private static void certify(Path directory) throws Exception {
    Path store = directory.resolve("server.p12");
    Process keytool = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "redis",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost",
            "-ext",
            "BC=ca:true",
            "-validity",
            "60",
            "-storetype",
            "PKCS12",
            "-storepass",
            STORE_PASSWORD,
            "-keystore",
            store.toString()))
        .inheritIO()
        .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
    var keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
    Files.writeString(
        directory.resolve("server.crt"),
        pem("CERTIFICATE", keys.getCertificate("redis").getEncoded()));
    Files.writeString(
        directory.resolve("server.key"),
        pem("PRIVATE KEY", keys.getKey("redis", STORE_PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String label, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  private static Path program(Path directory) throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name = "/redis-server-7.0.15-%s-%s"
        .formatted(system, processor.equals("aarch64") ? "arm64" : "amd64");
    Path program = directory.resolve("redis-server");
    try (InputStream in = TlsRedis.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no redis-server for this machine: " + name);
      }
      Files.copy(in, program);
    }
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A file beside the server, such as {@code server.key}. */
  String file(String name) {
    return directory.resolve(name).toString();
  }

  int port() {
    return port;
  }

  /** The variables of a service that connects to a host name of the loopback address. */
  Map<String, String> variables(String host) {
    return Map.of(
        "REDIS_URL",
        "rediss://" + host + ":" + port,
        "REDIS_AUTH_TOKEN",
        TOKEN,
        "REDIS_TLS_CA_FILE",
        file("server.crt"));
  }

  /** Freezes the server: connections stay open, and no reply arrives. */
  void pause() {
    signal("STOP");
  }

  /** Continues after {@link #pause}. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var shell = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
      if (shell.waitFor() != 0) {
        throw new IllegalStateException("redis-server took no signal " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
