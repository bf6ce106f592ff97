package ai.hokusai.it.faults;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.RedisSpec;
import java.io.IOException;

/** Something that happens to a site, by which a fault is provoked or cured. */
@FunctionalInterface
interface Act {

  void on(Site site) throws IOException;

  /** Whether it starts or ends processes, so that not all sites should do it at once. */
  default boolean isCostly() {
    return false;
  }

  /** This, and then something else. */
  default Act then(Act next) {
    Act both = site -> {
      on(site);
      next.on(site);
    };
    return isCostly() || next.isCostly() ? costly(both) : both;
  }

  private static Act costly(Act act) {
    return new Act() {
      @Override
      public void on(Site site) throws IOException {
        act.on(site);
      }

      @Override
      public boolean isCostly() {
        return true;
      }
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
    return costly(site -> site.restart(spec));
  }

  static Act stops() {
    return costly(Site::stop);
  }

  static Act starts() {
    return costly(site -> site.server().start());
  }
}
