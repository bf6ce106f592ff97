package ai.hokusai.it.app;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.redis.LoopbackPort;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that gets 5 % of a processor and more requests than it can answer, beside a Redis that is well. */
@Timeout(180)
@Tag("once")
final class StarvedProcessIT {
  private static final int PERCENT = 5;
  private static final int CLIENTS = 4;
  private static final Duration LENGTH = Duration.ofSeconds(20);
  private static final Pattern CODE = Pattern.compile("\"code\":\"(\\w+)\"");

  @Test
  void neverBlamesRedis() throws Exception {
    try (Cgroup group = group();
        var incident = new Incident();
        var app = RunningApp.serve(
            LoopbackPort.free(),
            incident.environment(),
            AppJar.knowing(Incident.ENDPOINT).through(group.launcher()))) {
      app.awaitHealth(200);
      group.limitCpu(PERCENT);
      Queue<HttpResponse<String>> answers = flood(app);
      group.limitCpu(100);

      assertThat(answers).hasSizeGreaterThan(CLIENTS);
      assertThat(answers.stream().map(HttpResponse::statusCode).collect(toSet()))
          .as(app.output())
          .isEqualTo(Set.of(200));
      assertThat(answers.stream()
              .flatMap(answer -> CODE.matcher(answer.body()).results())
              .map(found -> found.group(1))
              .collect(toSet()))
          .isSubsetOf("PROCESS_STARVED", "SLOW");
    }
  }

  /** The answers to clients that each send the next request once they have the answer. */
  private static Queue<HttpResponse<String>> flood(RunningApp app) throws Exception {
    var answers = new ConcurrentLinkedQueue<HttpResponse<String>>();
    long end = System.nanoTime() + LENGTH.toNanos();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> all = IntStream.range(0, CLIENTS)
          .<Future<?>>mapToObj(client -> clients.submit(() -> {
            while (System.nanoTime() - end < 0) {
              answers.add(app.get("/health"));
            }
          }))
          .toList();
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      clients.shutdownNow();
    }
    return answers;
  }

  private static Cgroup group() {
    Optional<Cgroup> made = Cgroup.ofCpu(100);
    assumeTrue(made.isPresent(), "no cgroup of processor time can be made here: run it as root");
    return made.get();
  }
}
