package ai.hokusai.it.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jar with the options of the image in 256 MiB, under clients that take as much memory as they can. */
@Timeout(180)
@Tag("once")
final class MemoryIT {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryIT.class);
  private static final long MEMORY = 256L << 20;
  private static final Duration ATTACK = Duration.ofSeconds(10);
  private static final int WRITERS = 300;
  private static final int SILENT = 500;
  private static final String AUTHORIZATION = String.join(": ", ModelsClient.authorization());

  private final int port = LoopbackPort.free();
  // The last to be opened first.
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Cgroup group;
  private RunningApp app;

  @BeforeEach
  void launch() {
    Optional<Cgroup> made = Cgroup.ofMemory(MEMORY);
    assumeTrue(made.isPresent(), "no cgroup of memory can be made here: run it as root on Linux");
    group = made.get();
    open.push(group);
    RedisServer redis = RedisServer.launch(RedisSpec.plain());
    open.push(redis);
    Map<String, String> environment =
        ModelsClient.enabledIn(Map.of("REDIS_URL", "redis://127.0.0.1:" + redis.port()));
    environment.put("MODELS_MAX_BYTES", String.valueOf(1 << 30));
    app = RunningApp.serve(port, environment, AppJvm.ofImage().through(group.launcher()));
    open.push(app);
    app.awaitHealth(200);
  }

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void hasTheHeapOfTheDocuments() throws IOException, InterruptedException {
    Process jcmd = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            String.valueOf(app.pid()),
            "VM.flags")
        .redirectErrorStream(true)
        .start();
    String flags = new String(jcmd.getInputStream().readAllBytes(), US_ASCII);
    assertThat(jcmd.waitFor()).as(flags).isZero();
    long heap = Long.parseLong(flags.replaceFirst("(?s).*-XX:MaxHeapSize=(\\d+).*", "$1")) >> 20;
    assertThat(heap).isBetween((MEMORY * 34 / 100) >> 20, (MEMORY * 36 / 100) >> 20);
    assertThat(Files.readString(Path.of("../docs/operations.md")))
        .contains("heap of 90 MiB in 256 MiB");
  }

  @Test
  void survivesWritersOfTheLargestDocuments() throws Exception {
    String document = "{\"a\":\"" + "x".repeat(256 * 1024 - 8) + "\"}";
    attack(WRITERS, number -> write(number, document));
  }

  @Test
  void survivesDocumentsOfManyNames() throws Exception {
    var document = new StringBuilder("{\"-\":1");
    for (int i = 0; document.length() < 250_000; i++) {
      document.append(",\"").append(Integer.toString(i, 36)).append("\":1");
    }
    attack(WRITERS, number -> write(number, document + "}"));
  }

  @Test
  void survivesClientsThatDoNotRead() throws Exception {
    write(0, "{\"a\":\"" + "x".repeat(250_000) + "\"}");
    String requests =
        ("GET /api/v1/models/m0 HTTP/1.1\r\nHost: a\r\n" + AUTHORIZATION + "\r\n\r\n").repeat(20);
    attack(SILENT, number -> {
      try (var connection = new RawConnection(port)) {
        connection.send(requests);
        Thread.sleep(2_000);
      }
    });
  }

  /** Another client's checks of the load balancer are answered meanwhile, and the process goes on. */
  private void attack(int clients, Attacker attacker) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    var exchanges = new AtomicInteger();
    long end = System.nanoTime() + ATTACK.toNanos();
    List<Future<?>> attacks = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int number = i;
      attacks.add(threads.submit(() -> {
        while (System.nanoTime() < end) {
          if (attacker.succeeds(number)) {
            exchanges.incrementAndGet();
          }
        }
      }));
    }
    threads.shutdown();
    List<Integer> answers = new ArrayList<>();
    while (System.nanoTime() < end) {
      answers.add(app.get("/health/alb").statusCode());
    }
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    for (Future<?> each : attacks) {
      assertThat(each).succeedsWithin(Duration.ZERO);
    }
    app.awaitHealth(200);
    LOG.info(
        "{} clients: {} exchanges, {} checks, {} MiB at most",
        clients,
        exchanges,
        answers.size(),
        group.peakMebibytes());
    assertThat(answers).isNotEmpty().containsOnly(200);
    assertThat(exchanges).hasPositiveValue();
    assertThat(app.isAlive()).as(app.output()).isTrue();
    assertThat(group.kills()).isZero();
    assertThat(app.output()).doesNotContain("OutOfMemory", "request.failed");
  }

  /** One round of a client. */
  @FunctionalInterface
  private interface Attacker {

    void attack(int number) throws Exception;

    default boolean succeeds(int number) {
      try {
        attack(number);
        return true;
      } catch (IOException e) {
        // The server may close connections of those who take too much.
        return false;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private void write(int number, String document) throws IOException {
    try (var connection = new RawConnection(port)) {
      connection.send(String.join(
          "\r\n",
          "PUT /api/v1/models/m" + number + " HTTP/1.1",
          "Host: a",
          AUTHORIZATION,
          "Content-Type: application/json",
          "If-None-Match: *",
          "Content-Length: " + document.length(),
          "",
          document));
      assertThat(connection.status()).isIn(201, 412, 503, 0);
    }
  }
}
