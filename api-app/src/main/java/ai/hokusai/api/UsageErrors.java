package ai.hokusai.api;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What is said of a command line that was not understood. It never repeats an argument, since a URL with
 * its password may have been pasted there.
 */
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println("error: " + what(failure));
    command.usage(command.getErr());
    return ExitCode.USAGE;
  }

  private static String what(ParameterException failure) {
    return failure.getArgSpec() instanceof OptionSpec option
        ? "the value of " + option.longestName() + " is missing or not one that it takes"
        : "an argument is neither a command nor an option";
  }
}
