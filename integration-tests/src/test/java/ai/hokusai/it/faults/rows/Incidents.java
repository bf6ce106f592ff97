package ai.hokusai.it.faults.rows;

import java.util.List;

/** The incidents that this software must survive, each with the tests that provoke it again. */
final class Incidents {
  /** In the order in which they happened. */
  static final List<Incident> ALL = List.of(
      new Incident(
          1,
          "a bare host in REDIS_URL, and a TLS flag that nobody read",
          "IncidentsIT.incident1TheBareHostWithTheFlagIsHealthyOverVerifiedTls",
          "CheckIT.incident1PassesAndItsCorrectionIsExplained",
          "GauntletIT[TLS_REQUIRED_BY_SERVER]"),
      new Incident(
          2,
          "the token forgotten once a URL was there",
          "IncidentsIT.incident2TheTokenBesideAUrlIsUsed",
          "IncidentsIT.incident2AMissingTokenIsNamedWithItsVariable",
          "GauntletIT[AUTH_REQUIRED]"),
      new Incident(
          3,
          "a default host, and verification silently off",
          "IncidentsIT.incident3ThereIsNoDefaultHost",
          "IncidentsIT.incident3NoOptionOfTheUrlSwitchesVerificationOff",
          "GauntletIT[TLS_UNTRUSTED]"),
      new Incident(
          4,
          "a security group that lets nobody in, and requests that waited for it",
          "GauntletIT[CONNECT_TIMEOUT]",
          "RequestPathIT.aRequestFailsImmediatelyOnceRedisIsDown",
          "ModelsIT.answersAtOnceWhileRedisIsSilentAndRecovers"),
      new Incident(
          5,
          "health that asked its dependencies on the request",
          "CommandCountIT.aThousandReadersASecondCostRedisNothing",
          "HostileClientsIT.answersBesideBodiesThatDoNotCome"),
      new Incident(
          6,
          "a load balancer that asked for a path with dependencies",
          "OutageIT.reportsTheRealStatusDuringAnOutageAndARecovery",
          "GauntletIT[CONNECT_REFUSED]"),
      new Incident(
          7,
          "a task definition without a secret that the code needed",
          "CheckIT.aRejectedConfigurationFailsBeforeAnythingElse",
          "GauntletIT[AUTH_REQUIRED]"));

  private Incidents() {}

  /**
   * One of them.
   *
   * @param number its number
   * @param what what happened, in short
   * @param heldBy a test, {@code Class.method}, or all rows of a fault, {@code GauntletIT[FAULT]}
   */
  record Incident(int number, String what, List<String> heldBy) {

    Incident(int number, String what, String... heldBy) {
      this(number, what, List.of(heldBy));
    }
  }
}
