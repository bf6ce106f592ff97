package ai.hokusai.it.faults;

import ai.hokusai.health.classify.Fault;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that befalls a Redis and passes.
 *
 * @param begin what brings it about
 * @param end what ends it
 * @param findings the codes that are true of it
 */
record Trouble(Act begin, Act end, Set<String> findings) {

  static Trouble of(Act begin, Act end, Fault... faults) {
    return new Trouble(
        begin, end, Arrays.stream(faults).map(Fault::code).collect(Collectors.toUnmodifiableSet()));
  }

  /** Something else that takes the port of Redis, which lies behind a relay. */
  static Trouble impostor(Impostor impostor, Fault fault) {
    return of(site -> site.replaceBy(impostor), Site::bringBack, fault);
  }

  /** Something that Redis is told, and told to undo; connections that are open are cut. */
  static Trouble told(String begin, String end, Fault fault) {
    return of(Act.tells(begin).then(Act.cutsConnections()), Act.tells(end), fault);
  }
}
