package ai.hokusai.api;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
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
    if (failure.getArgSpec() instanceof OptionSpec option) {
      return option.arity().max() == 0
          ? option.longestName() + " does not go with the other options"
          : "the value of " + option.longestName() + " is missing or not one that it takes";
    }
    return failure instanceof MissingParameterException
        ? "a required option is missing"
        : "an argument is not a command or an option";
  }
}
