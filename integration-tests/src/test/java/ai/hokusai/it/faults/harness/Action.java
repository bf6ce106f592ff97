package ai.hokusai.it.faults.harness;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.RedisSpec;
import java.io.IOException;

/** Something that happens to a test bed, by which a fault is provoked or cured. */
@FunctionalInterface
public interface Action {

  void on(TestBed testBed) throws IOException;

  /** Returns true if it starts or ends processes, which only a few test beds may do at a time. */
  default boolean isCostly() {
    return false;
  }

  /** This, and then something else. */
  default Action then(Action next) {
    Action both = testBed -> {
      on(testBed);
      next.on(testBed);
    };
    return isCostly() || next.isCostly() ? costly(both) : both;
  }

  /** The same, for what starts or ends processes. */
  static Action costly(Action act) {
    return new Action() {
      @Override
      public void on(TestBed testBed) throws IOException {
        act.on(testBed);
      }

      @Override
      public boolean isCostly() {
        return true;
      }
    };
  }

  static Action nothing() {
    return testBed -> {};
  }

  /** Redis is told something at the console. */
  static Action tells(String... commands) {
    return testBed -> {
      for (var command : commands) {
        testBed.console().tell(command);
      }
    };
  }

  /** Redis is asked at the console until it says something. */
  static Action waitsFor(String command, String text) {
    return testBed -> await()
        .atMost(Bounds.PATIENCE)
        .pollInSameThread()
        .until(() -> testBed.console().text(command).contains(text));
  }

  /** Redis closes every connection but that of the console, as after a change that only new ones meet. */
  static Action cutsConnections() {
    return tells("CLIENT KILL TYPE normal SKIPME yes");
  }

  /** Redis is started anew on the same port as something else. */
  static Action restartsAs(RedisSpec spec) {
    return costly(testBed -> testBed.restart(spec));
  }

  static Action stops() {
    return costly(TestBed::stop);
  }

  static Action starts() {
    return costly(testBed -> testBed.server().start());
  }
}
