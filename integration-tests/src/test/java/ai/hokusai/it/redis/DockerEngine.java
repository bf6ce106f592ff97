package ai.hokusai.it.redis;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.testcontainers.DockerClientFactory;

/** Runs redis-server in containers of a Docker engine on this machine. */
final class DockerEngine implements RedisEngine {

  private final RedisImage image;
  private final String version;

  private DockerEngine(RedisImage image, String version) {
    this.image = image;
    this.version = version;
  }

  /**
   * Connects to the engine.
   *
   * @param imageName the image to run, or empty for one that holds the embedded redis-server and nothing else
   * @throws DockerUnavailableException if no engine answers, or not one on this machine
   */
  static DockerEngine connect(String imageName) {
    var docker = DockerClientFactory.instance();
    try {
      docker.client();
    } catch (IllegalStateException e) {
      throw new DockerUnavailableException("no Docker engine answers", e);
    } catch (RuntimeException e) {
      throw new DockerUnavailableException(
          "Testcontainers cannot use the Docker engine: " + e.getMessage(), e);
    }
    var host = docker.getTransportConfig().getDockerHost();
    if (!isHere(host)) {
      throw new DockerUnavailableException("the Docker engine is on another machine");
    }
    var info = docker.getInfo();
    var image = imageName.isBlank()
        ? RedisImage.built(info.getArchitecture())
        : RedisImage.named(imageName);
    return new DockerEngine(image, info.getServerVersion());
  }

  @Override
  public String description() {
    return "%s in a container of Docker %s".formatted(image.description(), version);
  }

  @Override
  public RedisInstance prepare(RedisSpec spec, int port) {
    return new ContainerRedis(image.name(), spec, port);
  }

  /** Whether what it publishes on the loopback address is found there from here. */
  private static boolean isHere(URI host) {
    try {
      return host.getHost() == null || InetAddress.getByName(host.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
