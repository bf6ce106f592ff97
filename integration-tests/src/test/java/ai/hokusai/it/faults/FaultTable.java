package ai.hokusai.it.faults;

import ai.hokusai.health.classify.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every fault and its recipe. A further fault is a further row. */
final class FaultTable {
  /** Codes that the probe does not report yet, or not each time, so that their rows are not run. */
  static final Set<Fault> PENDING = EnumSet.of(
      Fault.TLS_CLIENT_CERT_REQUIRED,
      Fault.READONLY_REPLICA,
      Fault.OUT_OF_MEMORY,
      Fault.NOT_ENOUGH_REPLICAS,
      Fault.CLUSTER_DOWN,
      Fault.CLUSTER_MODE_MISMATCH);

  /** Codes that no recipe of this table can end in, and what holds them to their promise. */
  static final Map<Fault, String> ELSEWHERE = Map.of(
      Fault.CONFIG_INVALID, "no service starts; IncidentsIT.aDelimiterInThePasswordRefusesTheStart",
      Fault.AUTH_NOT_NEEDED, "a warning of a Redis that works",
      Fault.POOL_EXHAUSTED, "of the pool, never of the probe; PoolExhaustionIT",
      Fault.PROBE_STALLED, "the age rule; PublishedTest",
      Fault.INTERNAL_ERROR, "a fault of this software; RedisProbeTest");

  private static final List<FaultCase> ROWS = Stream.of(
          NameRows.rows(), LinkRows.rows(), TlsRows.rows(), AccessRows.rows(), ServerRows.rows())
      .flatMap(List::stream)
      .toList();

  private FaultTable() {}

  /** Every row, also those that are pending or that this machine does not allow. */
  static List<FaultCase> rows() {
    return ROWS;
  }
}
