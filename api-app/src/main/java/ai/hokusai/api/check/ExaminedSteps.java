package ai.hokusai.api.check;

import ai.hokusai.api.format.Finding;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps that one look at Redis was made of. Immutable. */
final class ExaminedSteps {
  private static final Map<StepName, Stage> STAGES =
      Stream.of(Stage.values()).collect(Collectors.toMap(ExaminedSteps::name, each -> each));

  private final ProbeReport found;
  private final RedisSettings settings;
  private final CheckOptions options;
  private final StepFacts facts;
  private final @Nullable StepName failed;

  ExaminedSteps(ProbeReport found, RedisSettings settings, CheckOptions options, Instant now) {
    this.found = found;
    this.settings = settings;
    this.options = options;
    this.facts = new StepFacts(found.facts(), settings, now);
    this.failed = found.failedStage() == null ? null : name(found.failedStage());
  }

  /** Which step a stage of a probe is. */
  static StepName name(Stage stage) {
    return switch (stage) {
      case DNS -> StepName.DNS;
      case TCP -> StepName.TCP;
      case TLS -> StepName.TLS;
      case AUTH -> StepName.AUTH;
      case PING -> StepName.PING;
      case HELLO -> StepName.ROLE;
      case WRITE -> StepName.WRITE;
    };
  }

  /** The steps in order, the last one of which is the write. */
  Stream<Step> all() {
    return Stream.of(Stage.values()).map(ExaminedSteps::name).map(this::step);
  }

  /** The step that failed, null for none. */
  @Nullable
  StepName failed() {
    return failed;
  }

  private Step step(StepName name) {
    String whyNot = whyNot(name);
    return whyNot == null
        ? Step.taken(name, note(name), duration(name), findings(name), facts.of(name))
        : Step.skipped(name, whyNot);
  }

  private String note(StepName name) {
    Trace trace = found.trace();
    boolean isOurs = name == failed && Fault.of(found.cause()) == Fault.INTERNAL_ERROR;
    return isOurs && trace != null ? trace.exceptionType() : facts.note(name);
  }

  private @Nullable String whyNot(StepName name) {
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
      case CONFIGURATION, REDIS, DNS, TCP, AUTH, PING, POOL -> null;
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
    return fault == Fault.TLS_CERTIFICATE_EXPIRING ? StepName.TLS : StepName.AUTH;
  }
}
