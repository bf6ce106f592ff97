package ai.hokusai.api.config;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.source.KnownSecrets;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.VariableNames;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds misspelled variables of the server. Other software uses the same prefixes, so only names close to a
 * known variable are reported.
 */
final class UnknownApiVariables {
  private static final Pattern PREFIX =
      Pattern.compile("(?:API|STARTUP|HEALTH|MODELS|DRAIN|LOG)_", Pattern.CASE_INSENSITIVE);
  private static final VariableNames NAMES = new VariableNames(List.of(ApiVariable.values()));

  private UnknownApiVariables() {}

  static void report(Set<String> names, KnownSecrets secrets, Problems problems) {
    names.stream()
        .filter(name -> PREFIX.matcher(name).lookingAt() && !NAMES.isKnown(name))
        .sorted()
        .forEach(name -> NAMES
            .nearest(name)
            .ifPresent(right -> problems.add(
                ConfigCode.UNKNOWN_VARIABLE,
                Origin.variable(secrets.redaction().of(name)),
                right)));
  }
}
