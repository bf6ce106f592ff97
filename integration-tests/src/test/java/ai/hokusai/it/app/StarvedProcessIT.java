package ai.hokusai.it.app;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.redis.LoopbackPort;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A process that gets little of a processor and more requests than it can answer, beside a Redis that
 * works. How little is enough to stay healthy depends on the machine: {@code docs/health-model.md} has a
 * measurement.
 */
@Timeout(180)
@Tag("once")
final class StarvedProcessIT {
  private static final int ENOUGH = 10;
  private static final int TOO_LITTLE = 3;
  private static final int CLIENTS = 4;
  private static final Duration LENGTH = Duration.ofSeconds(18);
  private static final Pattern CODE = Pattern.compile("\"code\":\"(\\w+)\"");

  @Test
  void reportsNoFaultOfRedis() throws Exception {
    try (Cgroup group = group();
        var incident = new Incident();
        var app = RunningApp.serve(
            LoopbackPort.free(),
            incident.environment(),
            AppJvm.knowing(Incident.ENDPOINT).through(group.launcher()))) {
      app.awaitHealth(200);
      Queue<HttpResponse<String>> usual = flood(app, group, ENOUGH);
      Queue<HttpResponse<String>> starved = flood(app, group, TOO_LITTLE);

      assertThat(usual).hasSizeGreaterThan(CLIENTS);
      assertThat(usual.stream().map(HttpResponse::statusCode).collect(toSet()))
          .as(app.output())
          .isEqualTo(Set.of(200));
      assertThat(Stream.concat(usual.stream(), starved.stream())
              .flatMap(answer -> CODE.matcher(answer.body()).results())
              .map(found -> found.group(1))
              .collect(toSet()))
          .isSubsetOf("PROCESS_STARVED", "PROBE_STALLED", "SLOW");
    }
  }

  /** The answers to clients that each send the next request once they have the answer. */
  private static Queue<HttpResponse<String>> flood(RunningApp app, Cgroup group, int percent)
      throws Exception {
    group.limitCpu(percent);
    var answers = new ConcurrentLinkedQueue<HttpResponse<String>>();
    long end = System.nanoTime() + LENGTH.toNanos();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> all = IntStream.range(0, CLIENTS)
          .<Future<?>>mapToObj(client -> clients.submit(() -> {
            while (System.nanoTime() - end < 0) {
              add(answers, app);
            }
          }))
          .toList();
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      clients.shutdownNow();
      group.limitCpu(100);
    }
    return answers;
  }

  /** A process with too little CPU time may not reply within the time limit of the client. */
  private static void add(Queue<HttpResponse<String>> answers, RunningApp app) {
    try {
      answers.add(app.get("/health"));
    } catch (UncheckedIOException e) {
      assertThat(e).hasCauseInstanceOf(HttpTimeoutException.class);
    }
  }

  private static Cgroup group() {
    Optional<Cgroup> made = Cgroup.ofCpu(100);
    assumeTrue(made.isPresent(), "no cgroup of processor time can be made here: run it as root");
    return made.get();
  }
}
