package ai.hokusai.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.setting.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LatestSettingsTest {
  @TempDir
  private Path directory;

  private final List<List<Secret>> hidden = new ArrayList<>();

  @Test
  void readsTheFilesOfTheEnvironmentAgainAndHidesANewSecretFromTheLog() throws IOException {
    Path token = write("the-old-token-4711");
    AppConfig config = AppConfig.resolve(Map.of(
        "REDIS_URL",
        "rediss://master.orders.ab12cd.use1.cache.amazonaws.com:6379",
        "REDIS_AUTH_TOKEN_FILE",
        token.toString()));
    var latest = new LatestSettings(config::reloadRedis, config.secrets(), hidden::add);

    assertThat(password(latest)).isEqualTo(Secret.of("the-old-token-4711"));
    assertThat(hidden).isEmpty();

    write("the-new-token-0815");
    assertThat(password(latest)).isEqualTo(Secret.of("the-new-token-0815"));
    assertThat(password(latest)).isEqualTo(Secret.of("the-new-token-0815"));
    assertThat(hidden)
        .containsExactly(List.of(Secret.of("the-old-token-4711"), Secret.of("the-new-token-0815")));
  }

  @Test
  void keepsTheFirstSecretAndTheLastEight() throws IOException {
    Path token = write("token-number-0");
    AppConfig config = AppConfig.resolve(Map.of(
        "REDIS_URL", "rediss://cache.example.com", "REDIS_AUTH_TOKEN_FILE", token.toString()));
    var latest = new LatestSettings(config::reloadRedis, config.secrets(), hidden::add);
    for (int i = 1; i <= 10; i++) {
      write("token-number-" + i);
      latest.get();
    }
    assertThat(hidden.get(9))
        .hasSize(9)
        .startsWith(Secret.of("token-number-0"), Secret.of("token-number-3"))
        .endsWith(Secret.of("token-number-10"));
  }

  @Test
  void passesOnWhatCannotBeResolved() throws IOException {
    Path token = write("the-old-token-4711");
    AppConfig config = AppConfig.resolve(Map.of(
        "REDIS_URL", "rediss://cache.example.com", "REDIS_AUTH_TOKEN_FILE", token.toString()));
    var latest = new LatestSettings(config::reloadRedis, config.secrets(), hidden::add);
    Files.delete(token);
    assertThat(latest.get()).isInstanceOf(ConfigOutcome.Rejected.class);
    assertThat(hidden).isEmpty();
  }

  private static Secret password(LatestSettings latest) {
    if (latest.get() instanceof ConfigOutcome.Resolved resolved
        && resolved.settings().password() != null) {
      return resolved.settings().password();
    }
    throw new IllegalStateException("no password");
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("token"), content);
  }
}
