package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_TOPOLOGY;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import ai.hokusai.config.url.RedisUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the topology: the variable, the scheme of the URL and the shape of the host have to agree. */
final class TopologyReader {
  private final Endpoint endpoint;
  private final Reading<Topology> stated;
  private final Problems problems;

  private TopologyReader(Endpoint endpoint, Reading<Topology> stated, Problems problems) {
    this.endpoint = endpoint;
    this.stated = stated;
    this.problems = problems;
  }

  static Setting<Topology> read(Endpoint endpoint, SettingSource source, Problems problems) {
    Reading<Topology> stated = source.word(REDIS_TOPOLOGY, Topology.class);
    Setting<Topology> topology = new TopologyReader(endpoint, stated, problems).decide();
    Integer database = endpoint.database().value();
    boolean isCluster = topology.value() == Topology.CLUSTER || endpoint.shape().isCluster();
    if (isCluster && database != null && database != 0) {
      problems.add(ConfigCode.DB_ON_CLUSTER_ENDPOINT, endpoint.database().origin());
    }
    return topology;
  }

  private Setting<Topology> decide() {
    Origin ofSentinels = endpoint.sentinels().place(endpoint.url());
    if (ofSentinels != null || stated.value() == Topology.SENTINEL) {
      return sentinel(ofSentinels);
    }
    endpoint.sentinels().reportUnused(problems);
    RedisUrl url = endpoint.url().value();
    boolean isStandalone = stated.value() == Topology.STANDALONE;
    if (url != null && url.cluster() != null) {
      Origin place = endpoint.url().place().at(url.cluster());
      if (isStandalone) {
        problems.addConflict(ConfigCode.TOPOLOGY_CONFLICT, stated.place(), place);
      }
      return cluster(place);
    }
    if (endpoint.isList() && isStandalone) {
      problems.add(ConfigCode.MULTIPLE_HOSTS, endpoint.host().origin());
      return cluster(endpoint.host().origin());
    }
    if (endpoint.shape().isCluster() && isStandalone) {
      Severity severity = endpoint.shape().isServerless() ? Severity.WARNING : Severity.ERROR;
      problems.addConflict(
          ConfigCode.CLUSTER_ENDPOINT, endpoint.host().origin(), stated.place(), severity);
    } else if (endpoint.shape().isCluster() && stated.value() != Topology.CLUSTER) {
      problems.add(ConfigCode.TOPOLOGY_FROM_HOST, endpoint.host().origin());
      return cluster(Origin.HOST_SHAPE);
    } else if (endpoint.isList() && stated.value() != Topology.CLUSTER) {
      problems.add(ConfigCode.TOPOLOGY_INFERRED_FROM_LIST, endpoint.host().origin());
      return cluster(endpoint.host().origin());
    }
    return stated.orDefault(Setting.byDefault(REDIS_TOPOLOGY, Topology.AUTO));
  }

  private Setting<Topology> sentinel(@Nullable Origin place) {
    if (place == null) {
      problems.add(ConfigCode.SENTINELS_MISSING, stated.place());
    } else if (stated.value() == Topology.STANDALONE || stated.value() == Topology.CLUSTER) {
      problems.addConflict(ConfigCode.TOPOLOGY_CONFLICT, stated.place(), place);
    }
    return new Setting<>(
        REDIS_TOPOLOGY, Topology.SENTINEL, place == null ? stated.place() : place, List.of());
  }

  private static Setting<Topology> cluster(Origin origin) {
    return new Setting<>(REDIS_TOPOLOGY, Topology.CLUSTER, origin, List.of());
  }
}
