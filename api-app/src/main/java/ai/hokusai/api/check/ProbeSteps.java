package ai.hokusai.api.check;

import ai.hokusai.api.format.Finding;
import ai.hokusai.api.report.Step;
import ai.hokusai.api.report.StepName;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Derives the steps of the report from one probe of Redis. Immutable. */
final class ProbeSteps {
  private static final Map<StepName, Stage> STAGES =
      Stream.of(Stage.values()).collect(Collectors.toMap(ProbeSteps::name, each -> each));

  private final ProbeReport found;
  private final RedisSettings settings;
  private final CheckOptions options;
  private final ProbeStepFacts facts;
  private final @Nullable StepName failed;

  ProbeSteps(ProbeReport found, RedisSettings settings, CheckOptions options, Instant now) {
    this.found = found;
    this.settings = settings;
    this.options = options;
    this.facts = new ProbeStepFacts(found.facts(), settings, now);
    this.failed = found.failedStage() == null ? null : name(found.failedStage());
  }

  /** The step of a stage. */
  static StepName name(Stage stage) {
    return switch (stage) {
      case SENTINELS -> StepName.SENTINELS;
      case MASTER -> StepName.MASTER;
      case DNS -> StepName.DNS;
      case TCP -> StepName.TCP;
      case TLS -> StepName.TLS;
      case IDENTITY -> StepName.IDENTITY;
      case AUTH -> StepName.AUTH;
      case PING -> StepName.PING;
      case HELLO -> StepName.ROLE;
      case SLOTS -> StepName.SLOTS;
      case SHARDS -> StepName.SHARDS;
      case WRITE -> StepName.WRITE;
    };
  }

  /** The steps in order, from DNS to the write. */
  Stream<Step> all() {
    return Stream.of(Stage.values()).map(ProbeSteps::name).filter(this::applies).map(this::step);
  }

  /** Returns true if the step is one of this topology and of this source of credentials. */
  private boolean applies(StepName name) {
    if (isOfSentinels(name)) {
      return isOfSentinels(failed) || settings.sentinel() != null;
    }
    if (name == StepName.IDENTITY) {
      return settings.iam() != null || failed == name;
    }
    return !isOfClusters(name) || isOfClusters(failed) || found.facts().mode() == Mode.CLUSTER;
  }

  private static boolean isOfSentinels(@Nullable StepName name) {
    return name == StepName.SENTINELS || name == StepName.MASTER;
  }

  private static boolean isOfClusters(@Nullable StepName name) {
    return name == StepName.SLOTS || name == StepName.SHARDS;
  }

  /** The step that failed, null for none. */
  @Nullable
  StepName failed() {
    return failed;
  }

  private Step step(StepName name) {
    String skipReason = skipReason(name);
    return skipReason == null
        ? Step.completed(name, note(name), duration(name), findings(name), facts.of(name))
        : Step.skipped(name, skipReason);
  }

  private String note(StepName name) {
    Trace trace = found.trace();
    boolean isInternal = name == failed && Fault.of(found.cause()) == Fault.INTERNAL_ERROR;
    return isInternal && trace != null ? trace.exceptionType() : facts.note(name);
  }

  private @Nullable String skipReason(StepName name) {
    if (name == failed) {
      return null;
    }
    if (options.skips(name)) {
      return "--skip " + name.id();
    }
    if (failed != null && name.compareTo(failed) > 0) {
      return "not run: " + failed.title() + " failed";
    }
    return switch (name) {
      case TLS -> settings.tls() == null ? "TLS is off" : null;
      case ROLE ->
        found.facts().skipped().contains(Stage.HELLO)
            ? "not run: the user lacks permission for HELLO"
            : null;
      case WRITE -> options.writes() ? null : "only with --write";
      case DOCUMENTS,
          VALUES,
          TASK,
          SERVICE,
          TARGET,
          CONFIGURATION,
          REDIS,
          SENTINELS,
          MASTER,
          DNS,
          TCP,
          IDENTITY -> null;
      case AUTH, PING, SLOTS, SHARDS, POOL -> null;
      case DEPLOYMENT, ANSWER, DETAILS, RELEASE, INSTANCES, HEALTH -> null;
    };
  }

  private @Nullable Duration duration(StepName name) {
    return found.facts().durations().get(STAGES.get(name));
  }

  private List<Finding> findings(StepName name) {
    Cause cause = found.cause();
    if (name == failed && cause != null) {
      return List.of(Finding.of(Severity.ERROR, cause));
    }
    return found.warnings().stream()
        .filter(each -> about(each) == name)
        .map(each -> Finding.of(Severity.WARNING, each))
        .toList();
  }

  private static StepName about(Cause warning) {
    Fault fault = Fault.of(warning);
    if (fault == Fault.SLOW) {
      return StepName.PING;
    }
    if (fault == Fault.SHARD_DOWN || fault == Fault.SLOTS_UNCOVERED) {
      return StepName.SHARDS;
    }
    if (fault == Fault.SENTINELS_DISAGREE || fault == Fault.SENTINEL_NO_QUORUM) {
      return StepName.SENTINELS;
    }
    return fault == Fault.TLS_CERTIFICATE_EXPIRING ? StepName.TLS : StepName.AUTH;
  }
}
