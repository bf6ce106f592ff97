package ai.hokusai.it.redis;

import ai.hokusai.it.tls.TlsContexts;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until a started redis-server answers a PING, with whatever reply. */
final class Readiness {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(10);

  private final RedisSpec spec;
  private final RedisInstance instance;
  private final String host;
  private final int port;

  Readiness(RedisSpec spec, RedisInstance instance, String host, int port) {
    this.spec = spec;
    this.instance = instance;
    this.host = host;
    this.port = port;
  }

  void await() {
    try {
      Awaitility.await()
          .atMost(LIMIT)
          .pollDelay(Duration.ZERO)
          .pollInterval(INTERVAL)
          .pollInSameThread()
          .until(() -> answers() || !instance.isRunning());
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          failure("gave no answer in %d s".formatted(LIMIT.toSeconds())), e);
    }
    if (!instance.isRunning()) {
      throw new IllegalStateException(failure("ended"));
    }
  }

  private boolean answers() {
    try (var connection = connect()) {
      connection.command("PING");
      return true;
    } catch (SSLException e) {
      // An alert is an answer too: the server is up and wants a client certificate.
      return String.valueOf(e.getMessage()).contains("Received fatal alert");
    } catch (IOException e) {
      return false;
    }
  }

  private RespConnection connect() throws IOException {
    return spec.identity() == null
        ? RespConnection.plain(host, port)
        : RespConnection.tls(TlsContexts.trustingAnybody(), "", host, port);
  }

  private String failure(String what) {
    return "redis-server %s; it printed:%n%s".formatted(what, spec.redact(instance.output()));
  }
}
