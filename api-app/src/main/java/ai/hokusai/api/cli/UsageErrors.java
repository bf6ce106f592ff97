package ai.hokusai.api.cli;

import static java.util.stream.Collectors.joining;

import ai.hokusai.api.format.ExitCode;
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

  /** The most similar option or command of this program, of which the argument has at least half. */
  private static String suggestion(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().get(0);
      return unmatched.getSuggestions().stream()
          .filter(each -> isSimilar(each, argument))
          .findFirst()
          .map(each -> "; did you mean " + each + "?")
          .orElse("");
    }
    return "";
  }

  /** Returns true if their common beginning and end are at least half of the longer name, without hyphens. */
  private static boolean isSimilar(String option, String argument) {
    String one = option.replace("-", "");
    String other = argument.replace("-", "");
    int shorter = Math.min(one.length(), other.length());
    int first = 0;
    while (first < shorter && one.charAt(first) == other.charAt(first)) {
      first++;
    }
    int last = 0;
    while (last < shorter - first
        && one.charAt(one.length() - 1 - last) == other.charAt(other.length() - 1 - last)) {
      last++;
    }
    return 2 * (first + last) >= Math.max(one.length(), other.length());
  }
}
