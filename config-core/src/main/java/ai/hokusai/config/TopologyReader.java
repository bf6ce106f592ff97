package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_TOPOLOGY;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
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
    Reading<Topology> stated =
        source.read(REDIS_TOPOLOGY, (text, origin) -> word(text, origin, source, problems));
    Setting<Topology> topology = new TopologyReader(endpoint, stated, problems).decide();
    Integer database = endpoint.database().value();
    boolean isCluster = topology.value() == Topology.CLUSTER || endpoint.shape().isCluster();
    if (isCluster && database != null && database != 0) {
      problems.add(ConfigCode.DB_ON_CLUSTER_ENDPOINT, endpoint.database().origin());
    }
    return topology;
  }

  private static @Nullable Topology word(
      String text, Origin origin, SettingSource source, Problems problems) {
    if (text.equalsIgnoreCase("sentinel")) {
      problems.add(ConfigCode.SENTINEL_UNSUPPORTED, origin, RedactedValue.VALUE);
      return null;
    }
    return source.word(text, origin, Topology.class);
  }

  private Setting<Topology> decide() {
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

  private static Setting<Topology> cluster(Origin origin) {
    return new Setting<>(REDIS_TOPOLOGY, Topology.CLUSTER, origin, List.of());
  }
}
