package ai.hokusai.api.rehearsal;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.document.DocumentCheck;
import ai.hokusai.api.document.Node;
import ai.hokusai.api.document.UnusableDocumentException;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The process of a task: this jar, with the environment of a container and nothing of that of this
 * process, and with the memory and processors of the container as limits of its JVM. It listens on a
 * loopback address and logs JSON.
 */
final class Program implements IntFunction<ProcessBuilder>, AutoCloseable {
  private static final List<String> OPTIONS = List.of(
      "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=32m", "-XX:+ExitOnOutOfMemoryError", "-Xss512k");
  // The heap of the image, -XX:MaxRAMPercentage, in hundredths of the memory.
  private static final int HEAP_PERCENT = 35;
  private static final int UNITS_OF_A_PROCESSOR = 1024;
  private static final int CONNECT_MILLIS = 5_000;

  private final DocumentCheck documents;
  private final TiedFolder folder = TiedFolder.create("rehearsal");
  private final @Nullable LoopbackForwarder forwarder;
  private final List<String> options = new ArrayList<>(OPTIONS);

  /**
   * Creates the command line.
   *
   * @param redis the address to use for the Redis of the definition, null for its own
   * @throws UnusableDocumentException if it cannot be used for this Redis
   */
  Program(DocumentCheck documents, @Nullable InetSocketAddress redis) {
    this.documents = documents;
    resources();
    this.forwarder = redis == null ? null : redirect(redis);
  }

  private void resources() {
    OptionalLong memory = memory(documents);
    boolean hasHeap = documents.environment().entrySet().stream()
        .filter(each -> each.getKey().endsWith("_OPTIONS"))
        .anyMatch(
            each -> each.getValue().matches("(?s).*-(?:Xmx|XX:MaxRAMPercentage|XX:MaxHeapSize).*"));
    if (memory.isPresent() && !hasHeap) {
      options.add("-Xmx" + memory.getAsLong() * 1024 * HEAP_PERCENT / 100 + "k");
    }
    OptionalLong units = cpu(documents);
    if (units.isPresent()) {
      long processors = Math.max(1, units.getAsLong() / UNITS_OF_A_PROCESSOR);
      options.add("-XX:ActiveProcessorCount=" + processors);
    }
  }

  /** The memory of the container in MiB, else that of the task; empty if unknown. */
  private static OptionalLong memory(DocumentCheck documents) {
    Node own = documents.container().get("memory");
    Node ofTask = documents.taskDefinition().map(each -> each.get("memory")).orElse(null);
    return positive(own == null ? ofTask : own);
  }

  /** The CPU units of the task, 1024 for a processor; empty if unknown. */
  static OptionalLong cpu(DocumentCheck documents) {
    return positive(documents.taskDefinition().map(each -> each.get("cpu")).orElse(null));
  }

  private static OptionalLong positive(@Nullable Node node) {
    OptionalLong number = Node.number(node, 0);
    return number.orElse(0) > 0 ? number : OptionalLong.empty();
  }

  /** Resolves the host of Redis to another address, with a forwarder if the port is another too. */
  private @Nullable LoopbackForwarder redirect(InetSocketAddress redis) {
    RedisSettings settings = documents.configs().stream()
        .flatMap(each -> each.redis().stream())
        .findFirst()
        .orElse(null);
    if (settings == null || redis.getAddress() == null) {
      return null;
    }
    if (settings.sentinel() != null || settings.topology() == Topology.CLUSTER) {
      throw new UnusableDocumentException("--redis takes the place of one Redis; a cluster and"
          + " sentinels announce addresses of their own");
    }
    requireReachable(redis);
    try {
      boolean hasPort = redis.getPort() == settings.port();
      LoopbackForwarder needed = hasPort ? null : LoopbackForwarder.listen(settings.port(), redis);
      InetAddress address = needed == null ? redis.getAddress() : needed.address();
      Path hosts = Files.writeString(
          folder.path().resolve("hosts"),
          address.getHostAddress() + " " + settings.socketHost() + "\n");
      options.add("-Djdk.net.hosts.file=" + hosts);
      return needed;
    } catch (IOException e) {
      throw new UnusableDocumentException("--redis cannot listen on the port of Redis on this"
          + " machine: name an address with the port of the definition");
    }
  }

  /** The forwarder would turn a refused connection into one that is closed. */
  private static void requireReachable(InetSocketAddress redis) {
    try (var socket = new Socket()) {
      socket.connect(redis, CONNECT_MILLIS);
    } catch (IOException e) {
      throw new UnusableDocumentException("the address of --redis cannot be reached: name one on"
          + " which Redis listens, such as the port of aws ssm start-session");
    }
  }

  @Override
  public ProcessBuilder apply(int port) {
    var builder = new ProcessBuilder(OwnCommand.of(options, List.of()))
        .directory(folder.path().toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(documents.environment());
    if (documents.configs().stream().noneMatch(AppConfig::isRejected)) {
      environment.put("API_HOST", InetAddress.getLoopbackAddress().getHostAddress());
      environment.put("API_PORT", String.valueOf(port));
      environment.put("LOG_FORMAT", "json");
    }
    return builder;
  }

  @Override
  public void close() {
    if (forwarder != null) {
      forwarder.close();
    }
    folder.close();
  }
}
