package ai.hokusai.api.deployment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The number of instances by kind. Immutable.
 *
 * @param byKind the number of instances for the name of each kind
 */
record InstanceCounts(Map<String, Integer> byKind) {
  private static final int MAX_LISTED = 5;

  static InstanceCounts of(Stream<Poll> polls, Function<Poll, String> kind) {
    Map<String, Set<String>> instances =
        polls.collect(groupingBy(kind, TreeMap::new, mapping(Poll::instance, toSet())));
    Map<String, Integer> counts = new TreeMap<>();
    instances.forEach((name, all) -> counts.put(name, all.size()));
    return new InstanceCounts(counts);
  }

  boolean isEmpty() {
    return byKind.isEmpty();
  }

  /** The first few counts as text. */
  String text() {
    String some = byKind.entrySet().stream()
        .limit(MAX_LISTED)
        .map(each -> each.getKey() + ": " + instances(each.getValue()))
        .collect(joining(", "));
    int more = byKind.size() - MAX_LISTED;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  private static String instances(int count) {
    return count == 1 ? "1 instance" : count + " instances";
  }
}
