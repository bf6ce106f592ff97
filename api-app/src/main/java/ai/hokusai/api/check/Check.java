package ai.hokusai.api.check;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.RedisOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that can be found out before a deployment, one step after the other. Run once. */
public final class Check {
  private final AppConfig config;
  private final CheckOptions options;
  private final RedisDoor door;
  private final Consumer<StepName> progress;
  private final InstantSource clock;
  private final List<Finding> ofConfiguration = new ArrayList<>();
  private boolean isOurFault;

  /**
   * Prepares a check.
   *
   * @param config what the environment says
   * @param options what to do
   * @param door how to come to Redis
   * @param progress told several times a second which step is under way
   * @param clock what the end of a certificate is compared with
   */
  public Check(
      AppConfig config,
      CheckOptions options,
      RedisDoor door,
      Consumer<StepName> progress,
      InstantSource clock) {
    this.config = config;
    this.options = options.alsoWritingIf(config.health().writesCanary());
    this.door = door;
    this.progress = progress;
    this.clock = clock;
    config.diagnostics().stream().map(Finding::of).forEach(ofConfiguration::add);
  }

  /** The report where the settings could not be read within the time of the check. */
  public static CheckReport unreadable() {
    Finding finding = Finding.of(
        Severity.ERROR,
        ConfigCode.FILE_UNREADABLE.name(),
        FaultClass.CONFIG,
        "reading the files that variables name exceeded --timeout",
        "check the file systems of the files named by variables that end in _FILE");
    List<Step> steps = List.of(
        Step.taken(StepName.CONFIGURATION, "", null, List.of(finding), List.of()),
        Step.group(StepName.REDIS, none("not run: configuration failed")));
    return new CheckReport(null, steps, CheckExit.FAILED);
  }

  /** Takes the steps. */
  public CheckReport run() throws InterruptedException {
    RedisSettings settings = config.redis().orElse(null);
    List<Step> ofRedis = ofRedis(settings);
    List<Step> steps = List.of(
        Step.taken(StepName.CONFIGURATION, "", null, ofConfiguration, List.of()),
        Step.group(StepName.REDIS, ofRedis));
    String target = config.safeUrl().orElse(null);
    var outcome = Outcome.worst(steps.stream().map(Step::outcome));
    return new CheckReport(
        target, steps, CheckExit.of(outcome, options.failsOnWarning(), isOurFault));
  }

  private List<Step> ofRedis(@Nullable RedisSettings settings) throws InterruptedException {
    if (config.isRejected()) {
      return none("not run: configuration failed");
    }
    if (settings == null) {
      return none("Redis is disabled by REDIS_ENABLED");
    }
    try (RedisUnderCheck redis = door.open(settings, expectation())) {
      return options.isOffline() ? none("--offline") : look(redis, settings);
    } catch (FaultException e) {
      ofConfiguration.add(0, Finding.of(Severity.ERROR, e.fault()));
      return none("not run: configuration failed");
    }
  }

  private static List<Step> none(String why) {
    return EnumSet.range(StepName.DNS, StepName.POOL).stream()
        .map(each -> Step.skipped(each, why))
        .toList();
  }

  private RedisOptions expectation() {
    RedisOptions some = options.skips(StepName.ROLE)
        ? RedisOptions.DEFAULT.withReplicaAllowed(true)
        : RedisOptions.DEFAULT;
    return options.asksForWrite() ? some.withCanary(true) : some;
  }

  private List<Step> look(RedisUnderCheck redis, RedisSettings settings)
      throws InterruptedException {
    long start = System.nanoTime();
    ProbeReport found =
        redis.probeOnce(options.timeout(), stage -> progress.accept(ExaminedSteps.name(stage)));
    isOurFault |= isOurs(found.cause());
    var steps = new ExaminedSteps(found, settings, options, clock.instant());
    Duration left = options.timeout().minusNanos(System.nanoTime() - start);
    return Stream.concat(steps.all(), Stream.of(pool(redis, steps.failed(), left)))
        .toList();
  }

  private Step pool(RedisUnderCheck redis, @Nullable StepName failed, Duration left)
      throws InterruptedException {
    if (options.skips(StepName.POOL)) {
      return Step.skipped(StepName.POOL, "--skip pool");
    }
    if (failed != null) {
      return Step.skipped(StepName.POOL, "not run: " + failed.title() + " failed");
    }
    if (left.isNegative() || left.isZero()) {
      return Step.skipped(StepName.POOL, "no time left of --timeout");
    }
    progress.accept(StepName.POOL);
    ProbeReport found = redis.probePool(left);
    Cause cause = found.cause();
    isOurFault |= isOurs(cause);
    List<Finding> findings = cause == null ? List.of() : List.of(Finding.of(Severity.ERROR, cause));
    return Step.taken(StepName.POOL, "", found.duration(), findings, List.of());
  }

  private static boolean isOurs(@Nullable Cause cause) {
    return cause != null && cause.faultClass() == FaultClass.INTERNAL;
  }
}
