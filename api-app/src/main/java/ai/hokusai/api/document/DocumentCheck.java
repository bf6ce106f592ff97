package ai.hokusai.api.document;

import ai.hokusai.api.check.Check;
import ai.hokusai.api.check.CheckOptions;
import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.document.TaskDefinition.Choice;
import ai.hokusai.api.document.TaskDefinition.Entry;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.Place;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.Step;
import ai.hokusai.api.report.StepName;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.setting.Variable;
import ai.hokusai.config.source.Unresolved;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the task definition of a service before its deployment, with the values that are given. */
public final class DocumentCheck {
  private static final String ENVIRONMENT_FILES = "environmentFiles";
  private static final List<String> OF_JVM = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");
  private static final Pattern BARE_HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?");
  private static final Pattern URL_WITH_PASSWORD =
      Pattern.compile("[A-Za-z+]+://[^/?#@]*:[^/?#]+@.*");
  private static final Pattern OF_SECRET =
      Pattern.compile("(?i).*(?:PASS|PASSWORD|PASSWD|PWD|TOKEN|SECRET)");

  private final Choice choice;
  private final ContainerValues values;
  private final Names names;
  private final List<Finding> ofValues = new ArrayList<>();
  private final List<Finding> ofTask = new ArrayList<>();
  private final List<Step> further = new ArrayList<>();
  private final Map<Naming, Guesses.Certain> certain;
  private @Nullable ServiceDocuments compared;

  /**
   * The documents, each by its path or {@code -} for the standard input.
   *
   * @param taskDefinition the task definition
   * @param service the service, null for none or that of a template
   * @param targetGroups target groups and their attributes
   * @param container the name of the container, null for the one that has variables of Redis
   * @param values the values of parameters and secrets
   * @param parameters single values by the name of the parameter, intrinsic or variable of the shell
   * @param requiresValues whether an unknown value is an error
   */
  public record Inputs(
      String taskDefinition,
      @Nullable String service,
      List<String> targetGroups,
      @Nullable String container,
      List<String> values,
      Map<String, String> parameters,
      boolean requiresValues) {

    /** Copies the collections. */
    public Inputs {
      targetGroups = List.copyOf(targetGroups);
      values = List.copyOf(values);
      parameters = Map.copyOf(parameters);
    }
  }

  private DocumentCheck(
      Choice choice, ContainerValues values, Names names, Map<Naming, Guesses.Certain> certain) {
    this.choice = choice;
    this.values = values;
    this.names = names;
    this.certain = certain;
  }

  /**
   * Reads the documents, and resolves the environment that they describe.
   *
   * @param stdin the standard input
   * @param namings the names of the variables of each Redis
   * @param hasServer whether the variables of this server are read
   * @throws UnusableDocumentException if a document cannot be read or has another form
   */
  public static DocumentCheck read(
      Inputs inputs,
      InputStream stdin,
      Collection<Naming> namings,
      boolean hasServer,
      SettingsResolver resolver) {
    Node root = DocumentFile.read("--task-definition", inputs.taskDefinition, stdin);
    var given = new Values(inputs.parameters);
    for (String path : inputs.values) {
      given.add(DocumentFile.read("--values", path, stdin));
    }
    var names = new Names(namings, hasServer);
    Choice choice =
        TaskDefinition.choose(TaskDefinition.in(root, inputs.parameters), inputs.container, names);
    var values = new ContainerValues(choice.container(), given, names, inputs.requiresValues);
    boolean hasFiles = choice.container().node().get(ENVIRONMENT_FILES) != null;
    var check = new DocumentCheck(
        choice,
        values,
        names,
        new Guesses(names, resolver).resolve(values.known(), values.unknown(), hasFiles));
    check.ofValues.addAll(values.findings());
    check.ofTask.addAll(TaskRules.findings(choice.task(), names));
    check.plainSecrets(names);
    check.environmentFiles();
    check.parameterForms();
    if (hasServer) {
      List<Node> targets = inputs.targetGroups.stream()
          .map(each -> DocumentFile.read("--target-group", each, stdin))
          .toList();
      Node service =
          inputs.service == null ? null : DocumentFile.read("--service", inputs.service, stdin);
      check.compare(ServiceDocuments.of(root, service, targets, choice));
    }
    return check;
  }

  /** Compares the documents with this server, whose settings do not depend on those of Redis. */
  private void compare(ServiceDocuments documents) {
    compared = documents;
    AppConfig config = certain.values().iterator().next().config();
    ServerRules rules = ServerRules.of(choice, documents, values, config);
    ofTask.addAll(rules.ofTask());
    further.add(
        documents.service() == null
            ? Step.skipped(StepName.SERVICE, "only with --service")
            : step(StepName.SERVICE, rules.ofService(), List.of()));
    further.add(
        documents.targetGroups().isEmpty() && documents.attributes().isEmpty()
            ? Step.skipped(StepName.TARGET, "only with --target-group")
            : step(StepName.TARGET, rules.ofTarget(), List.of()));
  }

  private void plainSecrets(Names names) {
    for (Entry entry : values.entries().values()) {
      String value = values.known().getOrDefault(entry.name(), "");
      boolean isSecretName =
          names.isOfRedis(entry.name()) && OF_SECRET.matcher(entry.name()).matches();
      boolean isSecret = isSecretName || isSecretVariable(names, entry.name());
      boolean isUrl =
          names.isOfRedis(entry.name()) && URL_WITH_PASSWORD.matcher(value).matches();
      boolean isMeant =
          !value.isBlank() && Unresolved.of(value, true) == null && value.indexOf("${") < 0;
      if (!entry.isSecret() && isMeant && (isSecret || isUrl)) {
        ofTask.add(DocumentCode.SECRET_IN_ENVIRONMENT
            .finding(Severity.WARNING, names.shown(entry.name()))
            .at(entry.node().place()));
      }
    }
  }

  private static boolean isSecretVariable(Names names, String name) {
    return !name.endsWith("_FILE")
        && names
            .variable(name)
            .filter(
                each -> each.kind() == Variable.Kind.SECRET || each.kind() == Variable.Kind.JSON)
            .isPresent();
  }

  private void environmentFiles() {
    Node files = choice.container().node().get(ENVIRONMENT_FILES);
    if (files != null) {
      ofTask.add(DocumentCode.ENVIRONMENT_FILE_NOT_READ.finding().at(files.place()));
    }
  }

  /** Prints the command that gives a parameter with a bare host the form of a URL, without its value. */
  private void parameterForms() {
    for (Guesses.Certain each : certain.values()) {
      RedisSettings settings = each.config().redis().orElse(null);
      if (settings != null && values.undecided().isEmpty()) {
        each.diagnostics().stream()
            .filter(one -> one.type() == ConfigCode.BARE_HOST_TO_URL)
            .forEach(one -> parameterForm(one, settings));
      }
    }
  }

  private void parameterForm(Diagnostic bare, RedisSettings settings) {
    String variable = bare.origin().variable();
    var host = BARE_HOST.matcher(values.known().getOrDefault(variable, ""));
    ContainerValues.Parameter parameter = values.parameter(variable).orElse(null);
    Entry entry = values.entries().get(variable);
    if (parameter == null || entry == null || !host.matches()) {
      return;
    }
    Reference reference = parameter.reference();
    String name =
        reference.arn().isEmpty() || reference.printable() != null ? reference.name() : null;
    if (name == null || !name.startsWith("/")) {
      return;
    }
    String region = reference.region().isEmpty() ? "" : " --region " + reference.region();
    boolean isSecure = parameter.type().equals("SecureString");
    String command = "aws ssm put-parameter --overwrite" + region + " --name " + name + " --type "
        + (isSecure ? "SecureString" : "String")
        + " --value \"" + (settings.tls() == null ? "redis" : "rediss")
        + "://$(aws ssm get-parameter"
        + region + " --name " + name + (isSecure ? " --with-decryption" : "")
        + " --query Parameter.Value --output text)"
        + (host.group(1) == null ? ":" + settings.port() : "") + "\"";
    ofValues.add(DocumentCode.PARAMETER_FORM
        .finding(Severity.CORRECTION, variable, command)
        .at(entry.node().place())
        .on(bare.origin()));
  }

  /** The settings of each Redis, in which stand-ins take the place of unknown values. */
  public Collection<AppConfig> configs() {
    return certain.values().stream().map(Guesses.Certain::config).toList();
  }

  /** The container that is checked. */
  public Node container() {
    return choice.container().node();
  }

  /** The task definition, empty for a list of containers. */
  public Optional<Node> taskDefinition() {
    return Optional.of(choice.task()).filter(TaskDefinition::isWhole).map(TaskDefinition::node);
  }

  /** The service, empty where none is named. */
  public Optional<Node> service() {
    return Optional.ofNullable(compared).flatMap(each -> Optional.ofNullable(each.service()));
  }

  /** The target groups. */
  public List<Node> targetGroups() {
    return compared == null ? List.of() : compared.targetGroups();
  }

  /** The variables of the container whose values are known. Some are secrets. */
  public Map<String, String> environment() {
    return Collections.unmodifiableMap(values.known());
  }

  /** The variables that are read and whose values are not known, and {@code environmentFiles}. */
  public List<String> notKnown() {
    Stream<String> variables = values.unknown().stream()
        .filter(each -> names.variable(each).isPresent() || OF_JVM.contains(each));
    boolean hasFiles = container().get(ENVIRONMENT_FILES) != null;
    return Stream.concat(variables, hasFiles ? Stream.of(ENVIRONMENT_FILES) : Stream.empty())
        .toList();
  }

  /**
   * Runs the check.
   *
   * @param connects whether Redis is probed
   * @param options the steps to run, and the time limit
   * @param progress receives the present step
   */
  public CheckReport run(boolean connects, CheckOptions options, Consumer<StepName> progress)
      throws InterruptedException {
    Map<String, CheckReport> reports = new LinkedHashMap<>();
    for (Map.Entry<Naming, Guesses.Certain> each : certain.entrySet()) {
      reports.put(each.getKey().prefix(), run(each.getValue(), connects, options, progress));
    }
    CheckReport rest =
        reports.size() == 1 ? reports.values().iterator().next() : CheckReport.of(reports);
    List<Step> ofDocuments = new ArrayList<>();
    ofDocuments.add(step(StepName.VALUES, ofValues, commands()));
    ofDocuments.add(step(StepName.TASK, ofTask, List.of()));
    ofDocuments.addAll(further);
    List<Step> steps = new ArrayList<>();
    steps.add(Step.group(StepName.DOCUMENTS, ofDocuments));
    steps.addAll(rest.steps());
    return rest.with(steps);
  }

  private List<Step.Fact> commands() {
    List<String> commands = values.commands();
    return commands.isEmpty() ? List.of() : List.of(new Step.Fact(Step.COMMANDS, commands));
  }

  private static Step step(StepName name, List<Finding> findings, List<Step.Fact> facts) {
    List<Finding> worstFirst =
        findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    return Step.completed(name, "", null, worstFirst, facts);
  }

  private CheckReport run(
      Guesses.Certain one, boolean connects, CheckOptions options, Consumer<StepName> progress)
      throws InterruptedException {
    List<Finding> findings =
        one.diagnostics().stream().map(each -> Finding.of(each).at(place(each))).toList();
    boolean isRejected = findings.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    boolean hasFiles = choice.container().node().get(ENVIRONMENT_FILES) != null;
    List<String> undecided = values.undecided();
    String reason = hasFiles
        ? "environmentFiles not read"
        : undecided.isEmpty() ? "" : "not known: " + String.join(", ", undecided);
    if (connects
        && !isRejected
        && reason.isEmpty()
        && values.findings().stream().allMatch(DocumentCheck::isKnown)) {
      return new Check(one.config(), findings, options, progress).run();
    }
    String target =
        isRejected || !reason.isEmpty() ? null : one.config().safeUrl().orElse(null);
    List<Step> steps = new ArrayList<>();
    steps.add(configuration(findings, reason, target));
    if (connects) {
      steps.add(Step.skipped(
          StepName.REDIS,
          isRejected ? "not run: configuration failed" : "not run: values are not known"));
    }
    return CheckReport.of(target, steps, false);
  }

  private static boolean isKnown(Finding finding) {
    return !finding.code().equals(DocumentCode.VALUE_NOT_KNOWN.code())
        && !finding.code().equals(DocumentCode.VALUE_NOT_QUOTED.code());
  }

  /** A configuration without findings is skipped, not passed, where values are not known. */
  private static Step configuration(
      List<Finding> findings, String reason, @Nullable String target) {
    if (findings.isEmpty() && !reason.isEmpty()) {
      return Step.skipped(StepName.CONFIGURATION, reason);
    }
    String note = reason.isEmpty() ? Optional.ofNullable(target).orElse("") : reason;
    return Step.completed(StepName.CONFIGURATION, note, null, findings, List.of());
  }

  private Place place(Diagnostic diagnostic) {
    Entry entry = values.entries().get(diagnostic.origin().variable());
    return (entry == null ? choice.container().node() : entry.node()).place();
  }
}
