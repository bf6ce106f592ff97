package ai.hokusai.it.faults.rows;

import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.TRANSIENT;
import static ai.hokusai.it.faults.harness.Fixtures.PLAIN;
import static ai.hokusai.it.faults.harness.Fixtures.TLS;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.testkit.FaultyRedis;
import java.util.List;

/** Faults of the link: nobody there, nobody answering, or somebody else. */
final class LinkRows {

  private LinkRows() {}

  static List<FaultCase> rows() {
    return List.of(
        FaultCase.of(Fault.CONNECT_REFUSED, TRANSIENT, "redis-server stopped", TLS)
            .provokedBy(Action.stops())
            .curedBy(Action.starts()),
        FaultCase.of(Fault.CONNECT_TIMEOUT, TRANSIENT, "SYN black hole (full backlog)", TLS)
            .replacedBy(FaultyRedis::dropPackets),
        FaultCase.of(Fault.READ_TIMEOUT, TRANSIENT, "SIGSTOP, over TLS", TLS)
            .provokedBy(testBed -> testBed.server().pause())
            .curedBy(testBed -> testBed.server().resume())
            .atStart(Fault.TLS_HANDSHAKE_TIMEOUT),
        FaultCase.of(Fault.READ_TIMEOUT, TRANSIENT, "SIGSTOP, without TLS", PLAIN)
            .provokedBy(testBed -> testBed.server().pause())
            .curedBy(testBed -> testBed.server().resume()),
        FaultCase.of(Fault.READ_TIMEOUT, TRANSIENT, "CLIENT PAUSE 35000 ALL", TLS)
            .provokedBy(Action.tells("CLIENT PAUSE 35000 ALL"))
            // Answered when the pause is over, which nothing can end before.
            .curedBy(Action.tells("PING"))
            .passing(),
        FaultCase.of(Fault.READ_TIMEOUT, TRANSIENT, "a listener that says nothing", PLAIN)
            .replacedBy(FaultyRedis::hang),
        FaultCase.of(
                Fault.TLS_HANDSHAKE_TIMEOUT,
                TRANSIENT,
                "a listener that says nothing, over TLS",
                TLS)
            .replacedBy(FaultyRedis::hang),
        FaultCase.of(Fault.CONNECTION_CLOSED, TRANSIENT, "a listener that hangs up", PLAIN)
            .replacedBy(FaultyRedis::closeConnections),
        FaultCase.of(
                Fault.TLS_HANDSHAKE_FAILED, TRANSIENT, "a listener that hangs up, over TLS", TLS)
            .replacedBy(FaultyRedis::closeConnections),
        FaultCase.of(Fault.NOT_REDIS, CONFIG, "an HTTP server on the port", PLAIN)
            .replacedBy(FaultyRedis::answerHttp),
        FaultCase.of(Fault.NOT_REDIS, CONFIG, "an HTTP server on the port, over TLS", TLS)
            .replacedBy(FaultyRedis::answerHttp));
  }
}
