package ai.hokusai.api.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import ai.hokusai.api.deployed.Answer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How many instances there are of each kind. Immutable.
 *
 * @param byKind the number for each name of a kind
 */
record InstanceCounts(Map<String, Integer> byKind) {
  private static final int MOST_LISTED = 5;

  static InstanceCounts of(Stream<Answer> answers, Function<Answer, String> kind) {
    Map<String, Set<String>> instances =
        answers.collect(groupingBy(kind, TreeMap::new, mapping(Answer::instance, toSet())));
    Map<String, Integer> counts = new TreeMap<>();
    instances.forEach((name, all) -> counts.put(name, all.size()));
    return new InstanceCounts(counts);
  }

  boolean isEmpty() {
    return byKind.isEmpty();
  }

  /** The same for people, who are told no more than a few. */
  String text() {
    String some = byKind.entrySet().stream()
        .limit(MOST_LISTED)
        .map(each -> each.getKey() + ": " + instances(each.getValue()))
        .collect(joining(", "));
    int more = byKind.size() - MOST_LISTED;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  private static String instances(int count) {
    return count == 1 ? "1 instance" : count + " instances";
  }
}
