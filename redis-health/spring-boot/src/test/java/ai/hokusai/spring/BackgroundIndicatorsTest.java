package ai.hokusai.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthMonitorBuilder;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

final class BackgroundIndicatorsTest {
  private static final HealthProperties FAST =
      new HealthProperties(List.of(), Duration.ofMillis(5), Duration.ofMillis(100), Duration.ZERO);

  private final DefaultHealthContributorRegistry registry = new DefaultHealthContributorRegistry();
  private final AtomicReference<@Nullable HealthMonitor> monitor = new AtomicReference<>();

  @AfterEach
  void stop() {
    HealthMonitor started = monitor.get();
    if (started != null) {
      started.close();
    }
  }

  private HealthMonitor started() {
    return requireNonNull(monitor.get());
  }

  private void watch(String... names) {
    var background = BackgroundIndicators.replace(registry, List.of(names), this::started);
    HealthMonitorBuilder builder = HealthMonitor.builder();
    background.dependencies(FAST).forEach(builder::add);
    monitor.set(builder.start());
  }

  private Health answer(String name) {
    return answer(registry, name);
  }

  private static Health answer(HealthContributors contributors, String name) {
    var indicator = (HealthIndicator) requireNonNull(contributors.getContributor(name));
    return requireNonNull(indicator.health(true));
  }

  @Test
  void anIndicatorThatHangsDelaysNoAnswer() throws InterruptedException {
    var never = new CountDownLatch(1);
    registry.registerContributor("search", (HealthIndicator) () -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Health.up().build();
    });

    watch("search");

    await().until(() -> answer("search").getStatus().equals(Status.DOWN));
    assertThat(answer("search").getDetails())
        .isEqualTo(Map.of(
            "status",
            "unhealthy",
            "code",
            "CHECK_TIMEOUT",
            "message",
            Fault.CHECK_TIMEOUT.message(),
            "remedy",
            Fault.CHECK_TIMEOUT.remedy()));
    assertThat(median(() -> answer("search"))).isLessThan(Duration.ofMillis(5));
  }

  private static Duration median(Runnable call) {
    return IntStream.range(0, 101)
        .mapToObj(i -> {
          long begin = System.nanoTime();
          call.run();
          return Duration.ofNanos(System.nanoTime() - begin);
        })
        .sorted()
        .toList()
        .get(50);
  }

  @Test
  void theAnswerOfTheIndicatorItselfIsKept() {
    var health =
        new AtomicReference<>(Health.status("LIMITED").withDetail("free", 7).build());
    registry.registerContributor("diskSpace", (HealthIndicator) health::get);

    watch("diskSpace");

    await()
        .untilAsserted(() -> assertThat(answer("diskSpace"))
            .isEqualTo(Health.status("LIMITED")
                .withDetail("free", 7)
                .withDetail("status", "healthy")
                .build()));

    health.set(Health.outOfService().withDetail("free", 0).build());

    await()
        .untilAsserted(() -> assertThat(answer("diskSpace"))
            .isEqualTo(Health.outOfService()
                .withDetail("free", 0)
                .withDetail("status", "unhealthy")
                .withDetail("code", "INDICATOR_DOWN")
                .withDetail("message", "the health indicator reports that its dependency is down")
                .withDetail("remedy", "read the other details of this component")
                .build()));
  }

  @Test
  void everyIndicatorOfACompositeIsReplaced() {
    registry.registerContributor(
        "db",
        CompositeHealthContributor.fromMap(Map.of(
            "orders", (HealthIndicator) () -> Health.up().build(),
            "stock", (HealthIndicator) () -> Health.down().build())));

    watch("db");

    var composite = (CompositeHealthContributor) requireNonNull(registry.getContributor("db"));
    await().untilAsserted(() -> {
      assertThat(answer(composite, "orders").getDetails()).isEqualTo(Map.of("status", "healthy"));
      assertThat(answer(composite, "stock").getDetails()).containsEntry("code", "INDICATOR_DOWN");
    });
    assertThat(started().report().checks())
        .extracting(check -> check.name())
        .containsExactlyInAnyOrder("db-orders", "db-stock");
  }

  @Test
  void anIndicatorThatIsNotNamedStays() {
    HealthIndicator untouched = () -> Health.up().build();
    registry.registerContributor("mail", untouched);

    watch();

    assertThat(registry.getContributor("mail")).isSameAs(untouched);
  }

  @Test
  void aNameWithoutIndicatorIsRejected() {
    registry.registerContributor("mail", (HealthIndicator) () -> Health.up().build());
    registry.registerContributor("db", (HealthIndicator) () -> Health.up().build());

    assertThatExceptionOfType(RejectedSettingsException.class)
        .isThrownBy(() -> watch("dbs", "mail", "disk"))
        .satisfies(e -> assertThat(e.report()).isEqualTo("""
            error: hokusai.health.background names health indicators that do not exist: dbs, disk
              remedy: use some of db, mail; a reactive indicator never blocks and is not among them
            """));
  }

  @Test
  void redisItselfIsWatchedAlready() {
    var redis = new RedisIndicator(this::started);
    registry.registerContributor("redis", redis);

    watch("redis");

    assertThat(registry.getContributor("redis")).isSameAs(redis);
  }

  @ParameterizedTest
  @CsvSource({
    "db, db",
    "diskSpace, disk-space",
    "a.B/c, a-b-c",
    "2nd, indicator-2nd",
    "db-orders, db-orders"
  })
  void theNameOfACheckIsMadeOfThatOfTheIndicator(String indicator, String check) {
    assertThat(BackgroundIndicators.checkName(indicator)).isEqualTo(check);
  }
}
