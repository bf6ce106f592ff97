package ai.hokusai.api.check;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.Step;
import ai.hokusai.api.report.StepName;
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
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the configuration, and probes Redis once. Runs once. */
public final class Check {
  private final AppConfig config;
  private final CheckOptions options;
  private final BiFunction<RedisSettings, RedisOptions, OneShotProbe> probe;
  private final Consumer<StepName> progress;
  private final InstantSource clock;
  private final List<Finding> configFindings = new ArrayList<>();
  private boolean isInternalError;

  /**
   * Creates a check.
   *
   * @param config the resolved environment
   * @param options the steps to run, and the time limit
   * @param progress receives the present step several times a second
   */
  public Check(AppConfig config, CheckOptions options, Consumer<StepName> progress) {
    this(config, findings(config), options, progress);
  }

  /**
   * Creates a check with its own findings on the configuration.
   *
   * @param config the resolved environment
   * @param findings the findings on the configuration
   * @param options the steps to run, and the time limit
   * @param progress receives the present step several times a second
   */
  public Check(
      AppConfig config, List<Finding> findings, CheckOptions options, Consumer<StepName> progress) {
    this(config, findings, options, OneShotProbe::of, progress, InstantSource.system());
  }

  Check(
      AppConfig config,
      List<Finding> findings,
      CheckOptions options,
      BiFunction<RedisSettings, RedisOptions, OneShotProbe> probe,
      Consumer<StepName> progress,
      InstantSource clock) {
    this.config = config;
    this.options = options.withServerWrites(config.health().writesCanary());
    this.probe = probe;
    this.progress = progress;
    this.clock = clock;
    configFindings.addAll(findings);
  }

  static List<Finding> findings(AppConfig config) {
    return config.diagnostics().stream().map(Finding::of).toList();
  }

  /** The report of a check whose time limit ended before the settings were read. */
  public static CheckReport unreadable() {
    Finding finding = Finding.of(
        Severity.ERROR,
        ConfigCode.FILE_UNREADABLE.name(),
        FaultClass.CONFIG,
        "reading the files that variables name exceeded --timeout",
        "check the file systems of the files named by variables that end in _FILE");
    List<Step> steps = List.of(
        Step.completed(StepName.CONFIGURATION, "", null, List.of(finding), List.of()),
        Step.group(StepName.REDIS, skipAll("not run: configuration failed", false)));
    return CheckReport.of(null, steps, false);
  }

  /** Runs the steps. */
  public CheckReport run() throws InterruptedException {
    RedisSettings settings = config.redis().orElse(null);
    List<Step> redisSteps = redisSteps(settings);
    List<Step> steps = List.of(
        Step.completed(StepName.CONFIGURATION, "", null, configFindings, List.of()),
        Step.group(StepName.REDIS, redisSteps));
    return CheckReport.of(config.safeUrl().orElse(null), steps, isInternalError);
  }

  private List<Step> redisSteps(@Nullable RedisSettings settings) throws InterruptedException {
    if (config.isRejected()) {
      return skipAll("not run: configuration failed", false);
    }
    boolean isIam = settings != null && settings.iam() != null;
    if (settings == null) {
      return skipAll("Redis is disabled by REDIS_ENABLED", isIam);
    }
    try (OneShotProbe redis = probe.apply(settings, probeOptions())) {
      return options.isOffline() ? skipAll("--offline", isIam) : probe(redis, settings);
    } catch (FaultException e) {
      configFindings.add(0, Finding.of(Severity.ERROR, e.described()));
      return skipAll("not run: configuration failed", isIam);
    }
  }

  private static List<Step> skipAll(String reason, boolean isIam) {
    // Whether there will be the steps of a cluster is not known.
    return EnumSet.range(StepName.DNS, StepName.POOL).stream()
        .filter(each -> each != StepName.IDENTITY || isIam)
        .filter(each -> each != StepName.SLOTS && each != StepName.SHARDS)
        .map(each -> Step.skipped(each, reason))
        .toList();
  }

  private RedisOptions probeOptions() {
    RedisOptions all =
        RedisOptions.DEFAULT.withPartialOutageAFailure(!options.skips(StepName.SHARDS));
    RedisOptions base = options.skips(StepName.ROLE) ? all.withReplicaAllowed(true) : all;
    return options.wantsWrite() ? base.withCanary(true) : base;
  }

  private List<Step> probe(OneShotProbe redis, RedisSettings settings) throws InterruptedException {
    long start = System.nanoTime();
    ProbeReport report =
        redis.probeOnce(options.timeout(), stage -> progress.accept(ProbeSteps.name(stage)));
    isInternalError |= isInternal(report.cause());
    var steps = new ProbeSteps(report, settings, options, clock.instant());
    Duration left = options.timeout().minusNanos(System.nanoTime() - start);
    return Stream.concat(steps.all(), Stream.of(pool(redis, steps.failed(), left)))
        .toList();
  }

  private Step pool(OneShotProbe redis, @Nullable StepName failed, Duration left)
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
    ProbeReport report = redis.probePool(left);
    Cause cause = report.cause();
    isInternalError |= isInternal(cause);
    List<Finding> findings = cause == null ? List.of() : List.of(Finding.of(Severity.ERROR, cause));
    return Step.completed(StepName.POOL, "", report.duration(), findings, List.of());
  }

  private static boolean isInternal(@Nullable Cause cause) {
    return cause != null && cause.faultClass() == FaultClass.INTERNAL;
  }
}
