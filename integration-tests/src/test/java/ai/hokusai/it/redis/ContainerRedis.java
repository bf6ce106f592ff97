package ai.hokusai.it.redis;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.util.concurrent.Future;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;

/** A redis-server in a container, which is stopped and started again as the same container and so keeps its files. */
final class ContainerRedis implements RedisInstance {

  private static final String BIND = "0.0.0.0";
  private static final String PUBLISHED = "127.0.0.1";
  private static final String DIRECTORY = "/redis";
  private static final int STOP_SECONDS = 2;

  private final GenericContainer<?> container;
  private final int port;
  private boolean paused;

  ContainerRedis(Future<String> image, RedisSpec spec, int port) {
    this.port = port;
    container = new GenericContainer<>(image)
        .withCreateContainerCmdModifier(command -> configure(command, port))
        .withCommand(RedisFiles.CONF)
        .withStartupCheckStrategy(new NoStartupCheck());
    RedisFiles.of(spec, BIND, port)
        .forEach((path, content) ->
            container.withCopyToContainer(Transferable.of(content), DIRECTORY + "/" + path));
  }

  @Override
  public void start() {
    if (container.getContainerId() == null) {
      container.start();
    } else {
      client().startContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void configure(RedisSpec spec) {
    RedisFiles.of(spec, BIND, port)
        .forEach((path, content) ->
            container.copyFileToContainer(Transferable.of(content), DIRECTORY + "/" + path));
  }

  @Override
  public void stop() {
    if (isRunning()) {
      resume();
      client()
          .stopContainerCmd(container.getContainerId())
          .withTimeout(STOP_SECONDS)
          .exec();
    }
  }

  @Override
  public void pause() {
    client().pauseContainerCmd(container.getContainerId()).exec();
    paused = true;
  }

  @Override
  public void resume() {
    if (paused) {
      client().unpauseContainerCmd(container.getContainerId()).exec();
      paused = false;
    }
  }

  @Override
  public boolean isRunning() {
    return container.isRunning();
  }

  /** Every client comes from the bridge. */
  @Override
  public String outsideHost() {
    return PUBLISHED;
  }

  @Override
  public String output() {
    return container.getLogs();
  }

  @Override
  public void close() {
    // Which kills it, and a container that is paused cannot be killed.
    if (isRunning()) {
      resume();
    }
    container.close();
  }

  private DockerClient client() {
    return container.getDockerClient();
  }

  private static void configure(CreateContainerCmd command, int port) {
    // As root, who owns the copied files; the entry points of the usual images change owner and
    // user.
    command.withEntrypoint("redis-server").withWorkingDir(DIRECTORY).withUser("0");
    var exposed = ExposedPort.tcp(port);
    // The same port outside: one that the engine chooses would change with each start.
    var binding = new PortBinding(Binding.bindIpAndPort(PUBLISHED, port), exposed);
    command.withExposedPorts(exposed).getHostConfig().withPortBindings(binding);
  }
}
