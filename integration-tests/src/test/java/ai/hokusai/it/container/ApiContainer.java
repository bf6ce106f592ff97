package ai.hokusai.it.container;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.redis.NoStartupCheck;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.HostConfig;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;

/**
 * One task: a container of the image with 256 MiB, a file system that cannot be written to, and the network of
 * this machine, where the endpoint of the incident is known by its name.
 */
final class ApiContainer implements AutoCloseable {
  private static final long MEMORY = 256L << 20;
  private static final int SECONDS = 30;

  private final GenericContainer<?> container;

  private ApiContainer(GenericContainer<?> container) {
    this.container = container;
  }

  /** Starts it with an environment and a command line. */
  static ApiContainer start(String image, Map<String, String> environment, String... arguments) {
    var container = new GenericContainer<>(image)
        .withEnv(environment)
        .withExtraHost(Incident.ENDPOINT, "127.0.0.1")
        .withNetworkMode("host")
        .withCommand(arguments)
        .withStartupCheckStrategy(new NoStartupCheck())
        .withCreateContainerCmdModifier(command -> limit(command.getHostConfig()));
    container.start();
    return new ApiContainer(container);
  }

  private static void limit(HostConfig host) {
    // No swap beside the memory.
    host.withReadonlyRootfs(true).withMemory(MEMORY).withMemorySwap(MEMORY);
  }

  /** Stops it as an orchestrator does, with SIGTERM, and returns its exit code. */
  int stop() {
    client().stopContainerCmd(container.getContainerId()).withTimeout(SECONDS).exec();
    return exitCode();
  }

  /** Waits for its end and returns its exit code. */
  int exitCode() {
    return client()
        .waitContainerCmd(container.getContainerId())
        .exec(new WaitContainerResultCallback())
        .awaitStatusCode(SECONDS, TimeUnit.SECONDS);
  }

  /** Whether it wanted more memory than it had. */
  boolean isOutOfMemory() {
    ContainerState state =
        client().inspectContainerCmd(container.getContainerId()).exec().getState();
    return Boolean.TRUE.equals(state.getOOMKilled());
  }

  /** What it printed so far, on both streams. */
  String output() {
    return container.getLogs();
  }

  @Override
  public void close() {
    container.close();
  }

  private DockerClient client() {
    return container.getDockerClient();
  }
}
