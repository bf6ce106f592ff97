package ai.hokusai.it.faults.rows;

import ai.hokusai.health.classify.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every fault and its recipe. A further fault is a further row. */
final class FaultTable {
  /** Codes that no recipe of this table can end in, and what holds them to their promise. */
  static final Map<Fault, String> ELSEWHERE = Map.ofEntries(
      Map.entry(Fault.NOT_CHECKED_YET, "before the first result; HealthSnapshotTest"),
      Map.entry(Fault.SHUTTING_DOWN, "of the service, never of the probe; HealthReportTest"),
      Map.entry(Fault.FLAPPING, "of a Redis that works; HealthStateTest"),
      Map.entry(
          Fault.CONFIG_INVALID,
          "no service starts; IncidentsIT.aDelimiterInThePasswordRefusesTheStart"),
      Map.entry(Fault.AUTH_NOT_NEEDED, "a warning of a Redis that works; RedisProbeTest"),
      Map.entry(Fault.CREDENTIALS_UNAVAILABLE, "of a source in code; CredentialsSourceTest"),
      Map.entry(
          Fault.IAM_CREDENTIALS_NOT_FOUND,
          "of an environment, which a running process keeps; IamIT"),
      Map.entry(Fault.TLS_CERTIFICATE_EXPIRING, "a warning of a Redis that works; CertificateTest"),
      Map.entry(
          Fault.TLS_CLIENT_CERT_EXPIRED,
          "no service starts with such a certificate; ClientCertificateIT"),
      Map.entry(
          Fault.TLS_CLIENT_CERT_UNTRUSTED,
          "the rows write no files; ClientCertificateIT and SecondSocketIT"),
      Map.entry(Fault.TLS_CLIENT_CERT_UNUSABLE, "no service starts; TlsMaterialTest"),
      Map.entry(Fault.TLS_CLIENT_KEY_UNUSABLE, "no service starts; TlsMaterialTest"),
      Map.entry(Fault.TLS_TRUST_ANCHORS_UNUSABLE, "no service starts; TlsMaterialTest"),
      Map.entry(Fault.POOL_EXHAUSTED, "of the pool, never of the probe; PoolExhaustionIT"),
      Map.entry(Fault.SENTINELS_DISAGREE, "a warning of a Redis that works; SentinelsTest"),
      Map.entry(Fault.SENTINEL_NO_QUORUM, "a warning of a Redis that works; SentinelRowsIT"),
      Map.entry(
          Fault.ANNOUNCED_ADDRESS_UNREACHABLE,
          "of one shard, while the check says SHARD_DOWN; ClusterRowsIT"),
      Map.entry(Fault.ANNOUNCED_NAME_FOREIGN, "of the names of a managed cluster; HostileSlotsIT"),
      Map.entry(
          Fault.MOVED_IN_CIRCLES, "of a request, and no Redis does it on demand; ClusterRowsIT"),
      Map.entry(Fault.RESHARDING, "of a request, never of the probe; FaultClassifierTest"),
      Map.entry(Fault.CROSS_SLOT, "of a request, never of the probe; FaultClassifierTest"),
      Map.entry(Fault.SLOW, "a warning of a Redis that works; DistantRedisIT"),
      Map.entry(Fault.PROCESS_STARVED, "of this process, never of the probe; StarvedCheckTest"),
      Map.entry(Fault.PROBE_STALLED, "the age rule; HealthStoreStateTest"),
      Map.entry(Fault.CHECK_FAILED, "of a service's own checks; CheckProbeTest"),
      Map.entry(Fault.CHECK_TIMEOUT, "of a service's own checks; MonitoredCheckTest"),
      Map.entry(Fault.INTERNAL_ERROR, "a fault of this software; RedisProbeTest"));

  private static final List<FaultCase> ROWS = Stream.of(
          NameRows.rows(),
          LinkRows.rows(),
          TlsRows.rows(),
          AccessRows.rows(),
          ServerRows.rows(),
          ClusterRows.rows(),
          SentinelRows.rows(),
          IdentityRows.rows())
      .flatMap(List::stream)
      .toList();

  private FaultTable() {}

  /** Every row, also those that this machine does not allow. */
  static List<FaultCase> rows() {
    return ROWS;
  }
}
