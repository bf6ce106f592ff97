package ai.hokusai.health.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.probe.ProbeCommands.ServerInfo;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerInfoTest {

  @Test
  void readsRoleModeAndVersion() {
    assertThat(said("server", "redis", "version", "7.0.15", "mode", "cluster", "role", "replica"))
        .isEqualTo(new ServerInfo(Role.REPLICA, Mode.CLUSTER, "7.0.15"));
    assertThat(said("role", "slave", "mode", "sentinel"))
        .isEqualTo(new ServerInfo(Role.REPLICA, Mode.SENTINEL, null));
    assertThat(said("role", "master", "mode", "standalone"))
        .isEqualTo(new ServerInfo(Role.MASTER, Mode.STANDALONE, null));
  }

  @Test
  void ignoresUnknownFields() {
    assertThat(said("role", "king", "mode", "turbo", "version")).isEqualTo(ServerInfo.NONE);
    assertThat(ServerInfo.of(List.of(1L, List.of(), "role".getBytes(US_ASCII), 2L)))
        .isEqualTo(ServerInfo.NONE);
    assertThat(ServerInfo.of(null)).isEqualTo(ServerInfo.NONE);
    assertThat(ServerInfo.of("PONG".getBytes(US_ASCII))).isEqualTo(ServerInfo.NONE);
  }

  private static ServerInfo said(String... words) {
    var reply = new ArrayList<Object>();
    for (String word : words) {
      reply.add(word.getBytes(US_ASCII));
    }
    return ServerInfo.of(reply);
  }
}
