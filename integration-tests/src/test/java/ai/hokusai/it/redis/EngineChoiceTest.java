package ai.hokusai.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Which engine is taken, and what the log says about it. */
final class EngineChoiceTest {

  private static final RedisEngine DOCKER = new FakeEngine("docker");
  private static final RedisEngine EMBEDDED = new FakeEngine("embedded");

  @Test
  void takesDockerWhereItAnswers() {
    assertThat(EngineChoice.make("auto", () -> DOCKER, EngineChoiceTest::unused))
        .isEqualTo(new EngineChoice(DOCKER, "a Docker engine answers"));
  }

  @Test
  void takesTheEmbeddedServerElsewhereAndSaysWhy() {
    assertThat(EngineChoice.make("auto", EngineChoiceTest::noDocker, () -> EMBEDDED))
        .isEqualTo(new EngineChoice(EMBEDDED, "no Docker engine answers"));
  }

  @Test
  void contactsNoDockerIfTheEmbeddedServerIsRequested() {
    assertThat(EngineChoice.make("embedded", EngineChoiceTest::unused, () -> EMBEDDED))
        .isEqualTo(new EngineChoice(EMBEDDED, "redis.engine=embedded"));
  }

  @Test
  void takesNothingElseWhereDockerIsRequested() {
    assertThat(EngineChoice.make("docker", () -> DOCKER, EngineChoiceTest::unused))
        .isEqualTo(new EngineChoice(DOCKER, "redis.engine=docker"));
    assertThatThrownBy(
            () -> EngineChoice.make("docker", EngineChoiceTest::noDocker, EngineChoiceTest::unused))
        .isInstanceOf(DockerUnavailableException.class)
        .hasMessage("no Docker engine answers");
  }

  @Test
  void rejectsAnUnknownRequest() {
    assertThatThrownBy(
            () -> EngineChoice.make("podman", EngineChoiceTest::unused, EngineChoiceTest::unused))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("redis.engine is not one of auto, docker and embedded");
  }

  private static RedisEngine noDocker() {
    throw new DockerUnavailableException("no Docker engine answers");
  }

  private static RedisEngine unused() {
    throw new AssertionError("this engine must not be asked");
  }

  private record FakeEngine(String description) implements RedisEngine {

    @Override
    public RedisInstance prepare(RedisSpec spec, int port) {
      throw new UnsupportedOperationException();
    }
  }
}
