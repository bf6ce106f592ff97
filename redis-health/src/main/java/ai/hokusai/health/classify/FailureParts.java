package ai.hokusai.health.classify;

import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** An exception with its causes and suppressed exceptions, the outermost first. */
final class FailureParts {
  // Real failures have up to eight parts; the bound limits the time for a very large one.
  private static final int LIMIT = 64;

  private static final Pattern JDK = Pattern.compile("(?:javax?|jdk|sun)[.]");

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

  /**
   * Returns true for an exception of a Redis client or of the network library below it, which its
   * name shows: {@code redis.clients.jedis}, {@code io.lettuce.core.RedisException},
   * {@code org.redisson}, {@code io.vertx.redis}, {@code io.netty}.
   */
  static boolean isOfClient(Throwable part) {
    String name = part.getClass().getName().toLowerCase(Locale.ROOT);
    return name.contains("redis") || name.startsWith("io.netty.");
  }

  /** Returns true for a time-out, of the JDK or of a Redis client, whichever wait it ended. */
  static boolean isTimeout(Throwable part) {
    return part instanceof SocketTimeoutException
        || part instanceof TimeoutException
        || (isOfClient(part) && part.getClass().getSimpleName().endsWith("TimeoutException"));
  }

  /** Returns true for an exception of the JDK. */
  static boolean isOfJdk(Throwable part) {
    return JDK.matcher(part.getClass().getName()).lookingAt();
  }

  /** The message, empty for none. */
  static String text(Throwable part) {
    return Optional.ofNullable(part.getMessage()).orElse("");
  }
}
