package ai.hokusai.it.faults.random;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.testkit.FaultyRedis;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Something that befalls a Redis and passes.
 *
 * @param begin what brings it about
 * @param end what ends it
 * @param findings the codes that are true of it
 */
record TemporaryFault(Action begin, Action end, Set<String> findings) {

  static TemporaryFault of(Action begin, Action end, Fault... faults) {
    return new TemporaryFault(
        begin, end, Arrays.stream(faults).map(Fault::code).collect(Collectors.toUnmodifiableSet()));
  }

  /** Something else that takes the port of Redis, which lies behind a relay. */
  static TemporaryFault impostor(Consumer<FaultyRedis> impostor, Fault fault) {
    return of(testBed -> testBed.replaceBy(impostor), TestBed::bringBack, fault);
  }

  /** Something that Redis is told, and told to undo; connections that are open are cut. */
  static TemporaryFault told(String begin, String end, Fault fault) {
    return of(Action.tells(begin).then(Action.cutsConnections()), Action.tells(end), fault);
  }
}
