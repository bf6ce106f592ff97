package ai.hokusai.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.classify.Fault;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The answers in {@code docs/models.md} against those of the server. */
final class ModelsDocumentationTest {

  @Test
  void showsAnswersThatTheServerGives() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "models.md"));
    var store = new ModelsInMemory();
    try (var monitor =
            HealthMonitor.builder().add(Dependency.of("redis", Optional::empty)).start();
        var models = new ServedModels(new RedisGuard<>(monitor.guard("redis"), "models", store))) {
      models.create("a", "{\"name\":\"wave\"}");
      assertThat(page)
          .contains("\n" + models.put("a", "{\"name\":\"fuji\"}").body() + "\n")
          .contains("`{\"items\":[{\"id\":\"a\"}],\"next\":\"YQ\"}`");
      models.create("b", "{}");
      assertThat(page).contains(models.send("GET", "?limit=1").body());
      store.failure = new JedisConnectionException(new SocketTimeoutException());
      assertThat(page)
          .contains("\n" + models.send("GET", "/a").body() + "\n")
          .contains(Fault.READ_TIMEOUT.code());
    }
  }
}
