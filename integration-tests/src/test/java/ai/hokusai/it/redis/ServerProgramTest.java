package ai.hokusai.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerProgramTest {
  private static final Path PATH = Path.of("server");

  @ParameterizedTest
  @CsvSource({
    "Redis server v=6.2.7 sha=00000000:0 malloc=libc bits=64 build=924c, redis-server 6.2.7, true",
    "Redis server v=8.0.2 sha=00000000:0 malloc=libc bits=64 build=b843, redis-server 8.0.2, false",
    "Redict server v=7.3.6 sha=00000000:0 malloc=libc bits=64 build=2cf, redict-server 7.3.6, false",
    "Valkey server v=8.1.1 sha=00000000:0 malloc=libc bits=64 build=384, valkey-server 8.1.1, false",
  })
  void readsProductAndVersion(String printed, String name, boolean isBefore7) {
    var program = ServerProgram.of(PATH, printed + "\n");

    assertThat(program).isEqualTo(new ServerProgram(PATH, name));
    assertThat(program.isBefore7()).isEqualTo(isBefore7);
  }

  @Test
  void rejectsAnotherProgram() {
    assertThatThrownBy(() -> ServerProgram.of(PATH, "sh: not found"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("server is no redis-server: sh: not found");
  }

  @Test
  void omitsDirectivesThatAnOldServerRejects() {
    var spec =
        RedisSpec.plain().password("secret").config("cluster-enabled yes").config("cluster-port 1");

    assertThat(new ServerProgram(PATH, "redis-server 6.2.7").understood(spec).lines())
        .containsExactly("requirepass \"secret\"", "cluster-enabled yes");
    assertThat(new ServerProgram(PATH, "valkey-server 8.1.1").understood(spec)).isSameAs(spec);
  }
}
