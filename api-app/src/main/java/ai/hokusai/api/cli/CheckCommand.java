package ai.hokusai.api.cli;

import ai.hokusai.api.check.Check;
import ai.hokusai.api.check.CheckOptions;
import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.deployment.DeploymentCheck;
import ai.hokusai.api.deployment.DeploymentOptions;
import ai.hokusai.api.document.DocumentCheck;
import ai.hokusai.api.document.UnusableDocumentException;
import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.log.LogOutput;
import ai.hokusai.api.log.Logging;
import ai.hokusai.api.report.CheckFormat;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.CheckText;
import ai.hokusai.api.report.Progress;
import ai.hokusai.api.report.StepName;
import ai.hokusai.api.report.Terminal;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.source.FileSource;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code check}: verifies Redis and the configuration before a deployment, or the release after it. */
@Command(
    name = "check",
    description =
        "Verifies before a deployment that the server can start and use Redis, or after it that"
            + " the release is live.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:ready, also with warnings",
      "1:a step failed, or there are warnings with --fail-on-warn",
      "2:ready, with warnings only and --detailed-exitcode",
      "3:the command line is invalid, or a document cannot be read",
      "4:the check itself failed, or its report could not be written"
    },
    footerHeading = "Examples:%n",
    footer = {
      "  api-app check",
      "  api-app check --watch",
      "  api-app check --format junit > check.xml",
      "  api-app check --task-definition task-definition.json --values values.json",
      "  api-app check --after-deploy --url https://api.example.com --expect-release v7"
    })
final class CheckCommand implements Callable<Integer> {
  private static final Duration FOR_REDIS = Duration.ofSeconds(10);
  private static final Duration LONGEST_FOR_REDIS = Duration.ofMinutes(10);
  private static final Duration FOR_DEPLOYMENT = Duration.ofMinutes(10);

  private static final Pattern RELATIVE_PATH =
      Pattern.compile("[^/\\\\:\\p{Cntrl}][^\\\\:\\p{Cntrl}]*");

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal stdout;
  private final Terminal stderr;

  @Option(
      names = "--format",
      description =
          "format on stdout: text (default), json, junit, sarif or github; with another one than"
              + " text, the text goes to stderr",
      defaultValue = "text")
  private CheckFormat format = CheckFormat.TEXT;

  @Option(
      names = "--sarif-artifact",
      description = "file that --format sarif locates its results in, relative to the repository, "
          + "such as the task definition (default: .env)",
      defaultValue = ".env")
  private String artifact = ".env";

  @Option(
      names = "--redis-only",
      description = "check the Redis of any service: the variables of this server are not read")
  private boolean isRedisOnly;

  @Option(
      names = "--prefix",
      description = "check the Redis whose variables have this prefix, such as CACHE_ for "
          + "CACHE_REDIS_URL, or \"\" for none; may be repeated; implies --redis-only",
      converter = PrefixOption.class)
  private Set<Naming> prefixes = new LinkedHashSet<>();

  @Option(names = "--offline", description = "check the configuration only")
  private boolean isOffline;

  @Option(
      names = "--fail-on-warn",
      description = "exit with 1 instead of 0 if there are warnings only")
  private boolean failsOnWarning;

  @Option(
      names = "--detailed-exitcode",
      description = "exit with 2 instead of 0 if there are warnings only")
  private boolean hasDetailedExitCode;

  @Option(names = "--write", description = "write a key that expires after a minute")
  private boolean writes;

  @Option(names = "--skip", description = "skip role, write or pool; may be repeated", split = ",")
  private Set<StepName> skipped = EnumSet.noneOf(StepName.class);

  @Option(
      names = "--timeout",
      description = "time limit for the whole check, such as 500ms, 5s or 1m (default: 10s); "
          + "with --after-deploy up to 1h (default: 10m)",
      converter = DurationOption.class)
  private @Nullable Duration timeout;

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "5s",
      paramLabel = "<interval>",
      description = "repeat the check at this interval (default: 5s) until it is interrupted, and"
          + " print what changed; with --format text only",
      converter = DurationOption.class)
  private @Nullable Duration watch;

  @ArgGroup(exclusive = false, heading = "After a deployment:%n")
  private @Nullable AfterDeploy afterDeploy;

  @ArgGroup(exclusive = false, heading = "From documents, before a deployment:%n")
  private Documents.@Nullable Checked documents;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  CheckCommand(
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Terminal stdout,
      Terminal stderr) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  @Override
  public Integer call() {
    reject("--skip", !skipped.stream().allMatch(StepName::isOptional));
    reject("--sarif-artifact", !RELATIVE_PATH.matcher(artifact).matches());
    if (afterDeploy == null) {
      reject("--timeout", timeout != null && timeout.compareTo(LONGEST_FOR_REDIS) > 0);
    } else {
      reject("--skip", !skipped.isEmpty());
      reject("--redis-only", isRedisOnly);
      reject("--prefix", !prefixes.isEmpty());
      reject("--offline", isOffline);
      reject("--write", writes);
      reject("--task-definition", documents != null);
    }
    reject(
        "--watch",
        watch != null && (format != CheckFormat.TEXT || afterDeploy != null || documents != null));
    if (documents != null) {
      reject("--connect", isOffline && documents.connects());
      reject("--values", documents.readsStdinTwice());
      reject("--redis-only", documents.needsServer() && !hasServer());
    }
    try {
      return check();
    } catch (UnusableDocumentException e) {
      err.println("error: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (RuntimeException e) {
      err.println("internal error; please report: " + e.getClass().getName());
      return ExitCode.CHECK_ERROR;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.CHECK_ERROR;
    }
  }

  private void reject(String option, boolean isInvalid) {
    if (isInvalid) {
      throw new ParameterException(spec.commandLine(), "not valid", spec.findOption(option), null);
    }
  }

  private int check() throws InterruptedException {
    // stdout is reserved for the report.
    LogOutput.ofProcess().writeTo(System.err);
    long start = System.nanoTime();
    Duration limit =
        Objects.requireNonNullElse(timeout, afterDeploy == null ? FOR_REDIS : FOR_DEPLOYMENT);
    if (watch != null) {
      return watch(watch, limit);
    }
    CheckReport report = (documents == null
            ? environment(limit, start)
            : documents(documents, limit, start))
        .withExitCodeOfWarnings(exitCodeOfWarnings());
    boolean isText = format == CheckFormat.TEXT;
    PrintWriter people = isText ? out : err;
    people.print(CheckText.render(report, (isText ? stdout : stderr).isColoured()));
    people.flush();
    out.print(format.render(report, artifact));
    out.flush();
    return err.checkError() ? ExitCode.CHECK_ERROR : report.exitCode();
  }

  /** Ends when the process does, or when stdout is closed. */
  private int watch(Duration interval, Duration limit) throws InterruptedException {
    CheckReport last = environment(limit, System.nanoTime());
    out.print(CheckText.render(last, stdout.isColoured()));
    while (!out.checkError()) {
      TimeUnit.NANOSECONDS.sleep(interval.toNanos());
      CheckReport next = environment(limit, System.nanoTime());
      out.print(CheckText.changes(last, next, Instant.now()));
      last = next;
    }
    return ExitCode.CHECK_ERROR;
  }

  private int exitCodeOfWarnings() {
    if (failsOnWarning) {
      return ExitCode.FAILED;
    }
    return hasDetailedExitCode ? ExitCode.WARNINGS : ExitCode.OK;
  }

  private CheckReport environment(Duration limit, long start) throws InterruptedException {
    Optional<Map<Naming, AppConfig>> configs =
        TimedReading.within(limit, () -> resolve(environment, FileSource.system()));
    if (configs.isEmpty()) {
      return Check.unreadable();
    }
    applyLogging(configs.get().values());
    return run(configs.get(), limit, start);
  }

  private CheckReport documents(Documents.Checked named, Duration limit, long start)
      throws InterruptedException {
    DocumentCheck check =
        named.read(named.requiresValues(), in, namings(), hasServer(), this::resolve, limit);
    applyLogging(check.configs());
    try (var progress = new Progress(err, stderr)) {
      return check.run(named.connects(), options(left(limit, start)), progress);
    }
  }

  private static void applyLogging(Collection<AppConfig> configs) {
    configs.stream().limit(1).forEach(each -> Logging.apply(each.log(), each.secrets()));
  }

  /** The remaining time, at least one millisecond, since a check needs a positive deadline. */
  private static Duration left(Duration limit, long start) {
    Duration left = limit.minusNanos(System.nanoTime() - start);
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  private boolean hasServer() {
    return !isRedisOnly && prefixes.isEmpty();
  }

  private Collection<Naming> namings() {
    return prefixes.isEmpty() ? List.of(Naming.PLAIN) : prefixes;
  }

  private Map<Naming, AppConfig> resolve(Map<String, String> variables, FileSource files) {
    return hasServer()
        ? Map.of(Naming.PLAIN, AppConfig.resolve(variables, files, Instant.now()))
        : AppConfig.resolveRedis(variables, files, namings());
  }

  private CheckOptions options(Duration left) {
    return new CheckOptions(isOffline, writes, skipped, left);
  }

  private CheckReport run(Map<Naming, AppConfig> configs, Duration limit, long start)
      throws InterruptedException {
    Map<String, CheckReport> reports = new LinkedHashMap<>();
    try (var progress = new Progress(err, stderr)) {
      for (Map.Entry<Naming, AppConfig> each : configs.entrySet()) {
        Duration left = left(limit, start);
        CheckReport report = afterDeploy == null
            ? before(each.getValue(), left, progress)
            : after(afterDeploy, each.getValue(), left, progress);
        reports.put(each.getKey().prefix(), report);
      }
    }
    return reports.size() == 1 ? reports.values().iterator().next() : CheckReport.of(reports);
  }

  private CheckReport before(AppConfig config, Duration left, Progress progress)
      throws InterruptedException {
    return new Check(config, options(left), progress).run();
  }

  private CheckReport after(
      AfterDeploy deployment, AppConfig config, Duration left, Progress progress)
      throws InterruptedException {
    DeploymentOptions options = deployment.options(left);
    return new DeploymentCheck(config, deployment.url(), options, progress).run();
  }
}
