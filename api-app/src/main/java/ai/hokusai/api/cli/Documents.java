package ai.hokusai.api.cli;

import ai.hokusai.api.document.DocumentCheck;
import ai.hokusai.api.document.SettingsResolver;
import ai.hokusai.api.document.UnusableDocumentException;
import ai.hokusai.config.diagnostic.Naming;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name documents; picocli sets the required one or none. */
@SuppressWarnings("NullAway.Init") // picocli creates it with the required option only.
class Documents {
  private static final String STDIN = "-";

  @Option(
      names = "--task-definition",
      required = true,
      paramLabel = "<file>",
      description = "check the environment of this task definition instead of that of this process:"
          + " JSON or YAML for or from ECS, a list of containers, a template of CloudFormation, a"
          + " plan of Terraform, or a compose file; - reads stdin")
  private String taskDefinition;

  @Option(
      names = "--service",
      paramLabel = "<file>",
      description = "compare this ECS service with the server; - reads stdin")
  private @Nullable String service;

  @Option(
      names = "--target-group",
      paramLabel = "<file>",
      description = "compare this target group, or the attributes of one, with the server; may be"
          + " repeated; - reads stdin")
  private List<String> targetGroups = new ArrayList<>();

  @Option(
      names = "--container",
      description = "container to check (default: the one with variables of Redis)")
  private @Nullable String container;

  @Option(
      names = "--values",
      paramLabel = "<file>",
      description =
          "output of aws ssm get-parameters or aws secretsmanager get-secret-value; may be"
              + " repeated; - reads stdin")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--parameter",
      paramLabel = "<name=value>",
      description = "value of one parameter that is no secret; may be repeated")
  private Map<String, String> parameters = new LinkedHashMap<>();

  /**
   * Reads the documents.
   *
   * @param requiresValues whether a value that is not known is an error
   * @param limit the time limit
   * @throws UnusableDocumentException if a document cannot be read or the time limit ends
   */
  final DocumentCheck read(
      boolean requiresValues,
      InputStream in,
      Collection<Naming> namings,
      boolean hasServer,
      SettingsResolver resolver,
      Duration limit)
      throws InterruptedException {
    return TimedReading.within(
            limit,
            () -> DocumentCheck.read(
                new DocumentCheck.Inputs(
                    taskDefinition,
                    service,
                    targetGroups,
                    container,
                    values,
                    parameters,
                    requiresValues),
                in,
                namings,
                hasServer,
                resolver))
        .orElseThrow(
            () -> new UnusableDocumentException("--timeout ended while the files were read"));
  }

  /** Returns true if documents are given that only the rules on this server read. */
  final boolean needsServer() {
    return service != null || !targetGroups.isEmpty();
  }

  /** Returns true if two options read stdin. */
  final boolean readsStdinTwice() {
    return Stream.of(
                Stream.of(taskDefinition),
                Stream.ofNullable(service),
                targetGroups.stream(),
                values.stream())
            .flatMap(each -> each)
            .filter(STDIN::equals)
            .count()
        > 1;
  }

  /** Documents for a check, with what else it does with them. */
  static final class Checked extends Documents {
    @Option(
        names = "--require-values",
        description = "treat a value that is not known as a failure")
    private boolean requiresValues;

    @Option(names = "--connect", description = "probe Redis too")
    private boolean connects;

    boolean requiresValues() {
      return requiresValues;
    }

    boolean connects() {
      return connects;
    }
  }
}
