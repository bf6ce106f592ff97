package ai.hokusai.api.cli;

import ai.hokusai.api.format.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Reports an invalid command line. It never repeats an argument, which may be a URL with its password.
 */
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println("error: " + message(failure));
    command.usage(command.getErr());
    return ExitCode.USAGE;
  }

  private static String message(ParameterException failure) {
    if (failure.getArgSpec() instanceof OptionSpec option) {
      if (option.longestName().equals("--prefix")) {
        return "the value of --prefix has letters, digits and underscores, a letter first and an underscore last,"
            + " such as CACHE_; it does not go with --after-deploy";
      }
      return option.arity().max() == 0
          ? option.longestName() + " does not go with the other options"
          : "the value of " + option.longestName() + " is missing or not one that it takes";
    }
    return failure instanceof MissingParameterException
        ? "a required option is missing"
        : "an argument is not a command or an option";
  }
}
