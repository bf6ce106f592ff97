package ai.hokusai.api.cli;

import static java.util.stream.Collectors.joining;

import ai.hokusai.api.format.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports an invalid command line. It never repeats an argument, which may be a URL with its password.
 */
final class UsageErrors implements IParameterExceptionHandler {
  private static final Pattern INITIAL = Pattern.compile("-*[A-Za-z]");

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println("error: " + message(failure));
    command.getErr().println("try: " + command.getCommandSpec().qualifiedName() + " --help");
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
          : "the value of " + option.longestName() + " is missing or not one that it takes: "
              + String.join("", option.description());
    }
    if (failure instanceof MissingParameterException missing) {
      return "a required option or its value is missing: "
          + missing.getMissing().stream()
              .filter(ArgSpec::required)
              .map(UsageErrors::name)
              .collect(joining(", "));
    }
    return "an argument is not a command or an option" + suggestion(failure);
  }

  private static String name(ArgSpec missing) {
    return missing instanceof OptionSpec option ? option.longestName() : missing.paramLabel();
  }

  /** The most similar option or command of this program that begins alike. */
  private static String suggestion(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String first = initial(unmatched.getUnmatched().get(0));
      return unmatched.getSuggestions().stream()
          .filter(each -> initial(each).equals(first))
          .findFirst()
          .map(each -> "; did you mean " + each + "?")
          .orElse("");
    }
    return "";
  }

  /** The hyphens and the first letter. */
  private static String initial(String argument) {
    Matcher start = INITIAL.matcher(argument);
    return start.lookingAt() ? start.group() : "";
  }
}
