package ai.hokusai.config.source;

import ai.hokusai.config.grammar.EditDistance;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of the variables that are read, and which of them a name that nobody reads was probably
 * meant to be: a typo would otherwise be lost in silence. Immutable.
 */
public final class VariableNames {
  private static final int MAX_DISTANCE = 2;
  private static final Pattern ORDINARY = Pattern.compile("[A-Za-z0-9_]{1,40}");

  private final Map<String, String> rightNames = new TreeMap<>();
  private final Set<String> known = new TreeSet<>();

  /**
   * Collects names.
   *
   * @param variables what is read, with its old names and its files
   * @param misnomers names that other software uses, each with the right one
   */
  public VariableNames(Collection<? extends Variable> variables, Map<String, String> misnomers) {
    for (Variable variable : variables) {
      rightNames.put(variable.name(), variable.name());
      variable.aliases().forEach(alias -> rightNames.put(alias, variable.name()));
      if (variable.hasFile()) {
        rightNames.put(variable.fileName(), variable.fileName());
      }
    }
    known.addAll(rightNames.keySet());
    rightNames.putAll(misnomers);
  }

  /**
   * Whether a variable is read.
   *
   * @param name its name
   * @return true also for an old name
   */
  public boolean isKnown(String name) {
    return known.contains(name);
  }

  /**
   * The variable that a name was probably meant to be, case aside.
   *
   * @param name a name that is not known
   * @return the right name, empty where none is within two letters
   */
  public Optional<String> nearest(String name) {
    if (!ORDINARY.matcher(name).matches()) {
      return Optional.empty();
    }
    String typed = name.toUpperCase(Locale.ROOT);
    String best = null;
    int least = MAX_DISTANCE + 1;
    for (var candidate : rightNames.entrySet()) {
      int distance = EditDistance.between(typed, candidate.getKey());
      if (distance < least) {
        least = distance;
        best = candidate.getValue();
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * How many letters to add, drop or change.
   *
   * @param name a name
   * @param other another
   * @return 0 where they are the same
   */
  public static int distance(String name, String other) {
    return EditDistance.between(name, other);
  }
}
