package ai.hokusai.it.faults;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.RedisSpec;
import java.io.IOException;

/** Something that happens to a site, by which a fault is provoked or cured. */
@FunctionalInterface
interface Act {

  void on(Site site) throws IOException;

  /** This, and then something else. */
  default Act then(Act next) {
    return site -> {
      on(site);
      next.on(site);
    };
  }

  static Act nothing() {
    return site -> {};
  }

  /** Redis is told something at the console. */
  static Act tells(String... commands) {
    return site -> {
      for (var command : commands) {
        site.console().tell(command);
      }
    };
  }

  /** Redis is asked at the console until it says something. */
  static Act waitsFor(String command, String text) {
    return site -> await()
        .atMost(Bounds.PATIENCE)
        .pollInSameThread()
        .until(() -> site.console().text(command).contains(text));
  }

  /** Redis closes every connection but that of the console, as after a change that only new ones meet. */
  static Act cutsConnections() {
    return tells("CLIENT KILL TYPE normal SKIPME yes");
  }

  /** Redis is started anew on the same port as something else. */
  static Act restartsAs(RedisSpec spec) {
    return site -> site.restart(spec);
  }

  /** Redis ends and something else takes its port. */
  static Act isReplacedBy(Impostor impostor) {
    return site -> site.replaceBy(impostor);
  }

  /** What took the port of Redis goes, and Redis comes back. */
  static Act comesBack() {
    return Site::bringBack;
  }
}
