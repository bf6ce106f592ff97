package ai.hokusai.config.source;

import ai.hokusai.config.grammar.EditDistance;
import ai.hokusai.config.setting.Variable;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of the variables that are read. Finds the name that was probably meant by one that is
 * not read. Immutable.
 */
public final class VariableNames {
  private static final int MAX_DISTANCE = 2;
  // Two letters turn a short word into another: REDIS_TTL is no typo of REDIS_TLS.
  private static final int SHORT_TAIL = 6;
  private static final int SHORTEST_TAIL = 3;
  private static final Pattern ORDINARY = Pattern.compile("[A-Za-z0-9_]{1,40}");

  private final Map<String, String> rightNames = new TreeMap<>();
  private final Set<String> known = new TreeSet<>();

  /**
   * Collects names.
   *
   * @param variables the variables that are read, with their aliases and file variables
   */
  public VariableNames(Collection<? extends Variable> variables) {
    for (Variable variable : variables) {
      rightNames.put(variable.name(), variable.name());
      variable.aliases().forEach(alias -> rightNames.put(alias, variable.name()));
      if (variable.hasFile()) {
        rightNames.put(variable.fileName(), variable.fileName());
      }
    }
    known.addAll(rightNames.keySet());
  }

  /** Returns true if a variable is read. */
  public boolean isKnown(String name) {
    return known.contains(name);
  }

  /**
   * The variable whose misspelt name a name probably is, case aside.
   *
   * @param name a name that is not known
   * @return the right name; empty where none is within two letters, or within one where fewer than
   *     six letters follow the first underscore
   */
  public Optional<String> nearest(String name) {
    if (!ORDINARY.matcher(name).matches()) {
      return Optional.empty();
    }
    String typed = name.toUpperCase(Locale.ROOT);
    String best = null;
    int least = MAX_DISTANCE + 1;
    for (var candidate : rightNames.entrySet()) {
      String right = candidate.getKey();
      if (Math.abs(right.length() - typed.length()) < least) {
        int distance = EditDistance.between(typed, right);
        if (distance < least && distance <= allowed(typed, right)) {
          least = distance;
          best = candidate.getValue();
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static int allowed(String typed, String name) {
    int tail = Math.min(tail(typed), tail(name));
    if (tail < SHORT_TAIL) {
      return tail < SHORTEST_TAIL ? 0 : 1;
    }
    return MAX_DISTANCE;
  }

  /** The number of letters behind the prefix. */
  private static int tail(String name) {
    return name.length() - name.indexOf('_') - 1;
  }
}
