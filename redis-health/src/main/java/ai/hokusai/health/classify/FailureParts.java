package ai.hokusai.health.classify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An exception with its causes and suppressed exceptions, the outermost first. */
final class FailureParts {
  // Real failures have up to eight parts; the bound limits the time for a very large one.
  private static final int LIMIT = 64;

  private FailureParts() {}

  static List<Throwable> of(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var parts = new ArrayList<Throwable>();
    var queue = new ArrayDeque<Throwable>();
    queue.add(failure);
    while (!queue.isEmpty() && parts.size() < LIMIT) {
      Throwable part = queue.remove();
      if (seen.add(part)) {
        parts.add(part);
        Optional.ofNullable(part.getCause()).ifPresent(queue::add);
        Collections.addAll(queue, part.getSuppressed());
      }
    }
    return parts;
  }

  static boolean contain(Collection<Throwable> parts, Class<? extends Throwable> type) {
    return parts.stream().anyMatch(type::isInstance);
  }

  /** The message, empty for none. */
  static String text(Throwable part) {
    return Optional.ofNullable(part.getMessage()).orElse("");
  }
}
