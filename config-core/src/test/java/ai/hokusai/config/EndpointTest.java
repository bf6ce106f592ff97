package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  private final Problems problems = new Problems();

  @ParameterizedTest
  @ValueSource(ints = {0, 14, 15})
  void takesADatabaseThatEveryServerHas(int number) {
    assertThat(
            read(Map.of("REDIS_URL", "redis://localhost/" + number)).database().value())
        .isEqualTo(number);
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 2147483647})
  void warnsOfADatabaseThatAServerHasByConfigurationOnly(int number) {
    assertThat(
            read(Map.of("REDIS_URL", "redis://localhost/" + number)).database().value())
        .isEqualTo(number);
    assertThat(messages())
        .containsExactly(
            "database of REDIS_URL is above 15, and Redis has databases 0 to 15 by default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@redis", "alice@redis", "alice:pw@redis:6379"})
  void takesNoCredentialsInAHost(String host) {
    assertThat(read(Map.of("REDIS_HOST", host)).host().value()).isNull();
    assertThat(messages()).containsExactly("REDIS_HOST is not a host name or an address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "REDIS", "redis:6380"})
  void acceptsAnEqualSeparateHost(String host) {
    Endpoint endpoint = read(Map.of("REDIS_URL", "redis://redis:6380", "REDIS_HOST", host));
    assertThat(endpoint.host()).hasToString("REDIS_HOST=redis from host of REDIS_URL");
    assertThat(endpoint.host().lost()).isEmpty();
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "other:6380", "redis:6379"})
  void reportsASeparateHostThatDiffersInHostOrPort(String host) {
    Endpoint endpoint = read(Map.of("REDIS_URL", "redis://redis:6380", "REDIS_HOST", host));
    assertThat(endpoint.host()).hasToString("REDIS_HOST=redis from host of REDIS_URL");
    assertThat(endpoint.host().lost()).containsExactly(Origin.variable("REDIS_HOST"));
    assertThat(messages())
        .containsExactly("REDIS_HOST differs from the host of REDIS_URL and was not used");
  }

  @Test
  void acceptsASeparateHostIfTheUrlHasNone() {
    read(Map.of("REDIS_URL", "redis://:6380", "REDIS_HOST", "redis:6379"));
    assertThat(messages()).containsExactly("host of REDIS_URL is missing");
  }

  private Endpoint read(Map<String, String> environment) {
    return Endpoint.read(new SettingSource(environment, FileSource.system(), problems), problems);
  }

  private List<String> messages() {
    return problems.toList(false).stream().map(Diagnostic::message).toList();
  }
}
