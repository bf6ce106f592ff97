package ai.hokusai.it.faults;

import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.TRANSIENT;
import static ai.hokusai.it.faults.Kit.PLAIN;
import static ai.hokusai.it.faults.Kit.TLS;

import ai.hokusai.health.classify.Fault;
import java.util.List;

/** Faults of the link: nobody there, nobody answering, or somebody else. */
final class LinkRows {

  private LinkRows() {}

  static List<FaultCase> rows() {
    return List.of(
        FaultCase.of(Fault.CONNECT_REFUSED, TRANSIENT, "redis-server stopped", TLS)
            .provokedBy(Act.stops())
            .curedBy(Act.starts()),
        FaultCase.of(Fault.CONNECT_TIMEOUT, TRANSIENT, "SYN black hole (full backlog)", TLS)
            .replacedBy(Impostors::blackHole),
        FaultCase.of(Fault.READ_TIMEOUT, TRANSIENT, "SIGSTOP, over TLS", TLS)
            .provokedBy(site -> site.server().pause())
            .curedBy(site -> site.server().resume())
            .atStart(Fault.TLS_HANDSHAKE_TIMEOUT),
        FaultCase.of(Fault.READ_TIMEOUT, TRANSIENT, "SIGSTOP, without TLS", PLAIN)
            .provokedBy(site -> site.server().pause())
            .curedBy(site -> site.server().resume()),
        FaultCase.of(Fault.READ_TIMEOUT, TRANSIENT, "CLIENT PAUSE 45000 ALL", TLS)
            .provokedBy(Act.tells("CLIENT PAUSE 45000 ALL"))
            // Answered when the pause is over, which nothing can end before.
            .curedBy(Act.tells("PING"))
            .passing(),
        FaultCase.of(Fault.READ_TIMEOUT, TRANSIENT, "a listener that says nothing", PLAIN)
            .replacedBy(Impostors::silence),
        FaultCase.of(
                Fault.TLS_HANDSHAKE_TIMEOUT,
                TRANSIENT,
                "a listener that says nothing, over TLS",
                TLS)
            .replacedBy(Impostors::silence),
        FaultCase.of(Fault.CONNECTION_CLOSED, TRANSIENT, "a listener that hangs up", PLAIN)
            .replacedBy(Impostors::hangUp),
        FaultCase.of(
                Fault.TLS_HANDSHAKE_FAILED, TRANSIENT, "a listener that hangs up, over TLS", TLS)
            .replacedBy(Impostors::hangUp),
        FaultCase.of(Fault.NOT_REDIS, CONFIG, "an HTTP server on the port", PLAIN)
            .replacedBy(Impostors::webServer),
        FaultCase.of(Fault.NOT_REDIS, CONFIG, "an HTTP server on the port, over TLS", TLS)
            .replacedBy(Impostors::webServer));
  }
}
