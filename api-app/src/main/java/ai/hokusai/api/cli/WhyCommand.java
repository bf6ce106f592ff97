package ai.hokusai.api.cli;

import ai.hokusai.api.document.UnusableDocumentException;
import ai.hokusai.api.failure.Why;
import ai.hokusai.api.format.ExitCode;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code why}: explains a failed deployment from what AWS prints about it. */
@Command(
    name = "why",
    description = "Explains why a deployment failed, from the output of the aws CLI and the log.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing in the input failed",
      "1:a deployment or task failed, and the cause is known",
      "2:it failed, and the cause is not in the input",
      "3:a file cannot be read, or none describes a deployment"
    },
    footerHeading = "Examples:%n",
    footer = {
      "  api-app why failure/*.json",
      "  aws ecs describe-tasks --cluster c --tasks t | api-app why -"
    })
final class WhyCommand implements Callable<Integer> {
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(
      paramLabel = "<file>",
      arity = "1..*",
      description = "output of aws ecs describe-services, describe-service-deployments,"
          + " describe-tasks or describe-task-definition, aws elbv2 describe-target-health or aws"
          + " logs filter-log-events, events of EventBridge, or the log of this service, in any"
          + " order; - reads stdin")
  private List<String> files = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  WhyCommand(InputStream in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (Collections.frequency(files, "-") > 1) {
      throw new ParameterException(spec.commandLine(), "- is valid once: stdin is read once");
    }
    try {
      Why.Answer answer = Why.explain(files, in);
      out.print(answer.text());
      out.flush();
      return answer.exitCode();
    } catch (UnusableDocumentException e) {
      err.println("error: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }
}
