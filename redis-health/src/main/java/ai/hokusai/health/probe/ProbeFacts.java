package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeCommands.ServerInfo;
import ai.hokusai.health.redis.AwsIdentity;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.Stage;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a probe has found so far. One thread at a time writes it; any other may read it at
 * any time.
 */
final class ProbeFacts {
  private final StageClock clock = new StageClock(System::nanoTime);
  private volatile List<String> addresses = List.of();
  private volatile @Nullable String tlsVersion;
  private volatile @Nullable PeerCertificate certificate;
  private volatile @Nullable PeerCertificate clientCertificate;
  private volatile @Nullable AwsIdentity identity;
  private volatile ServerInfo serverInfo = ServerInfo.NONE;
  private volatile boolean isHelloSkipped;
  private volatile boolean isPasswordNeedless;

  StageClock clock() {
    return clock;
  }

  /** Drops the facts of an earlier connection. */
  void newLink() {
    addresses = List.of();
    tlsVersion = null;
    certificate = null;
    clientCertificate = null;
    identity = null;
    serverInfo = ServerInfo.NONE;
    isPasswordNeedless = false;
  }

  void addresses(InetAddress[] found) {
    addresses = Arrays.stream(found).map(InetAddress::getHostAddress).toList();
  }

  void tlsVersion(String agreed) {
    tlsVersion = agreed;
  }

  void certificate(X509Certificate shown) {
    certificate = PeerCertificate.of(shown);
  }

  void clientCertificate(X509Certificate held) {
    clientCertificate = PeerCertificate.of(held);
  }

  void identity(AwsIdentity used) {
    identity = used;
  }

  /** Records the reply to HELLO, null where the user may not send it. */
  void serverInfo(@Nullable ServerInfo said) {
    isHelloSkipped = said == null;
    serverInfo = said == null ? ServerInfo.NONE : said;
  }

  void passwordNeedless() {
    isPasswordNeedless = true;
  }

  RedisFacts facts() {
    ServerInfo said = serverInfo;
    return RedisFacts.NONE
        .withDurations(clock.durations())
        .withSkipped(isHelloSkipped ? Set.of(Stage.HELLO) : Set.of())
        .withRole(said.role())
        .withMode(said.mode())
        .withVersion(said.version())
        .withTlsVersion(tlsVersion)
        .withCertificate(certificate)
        .withClientCertificate(clientCertificate)
        .withIdentity(identity)
        .withAddresses(addresses);
  }

  /** The warnings. */
  List<Fault> warnings(Instant now) {
    var warnings = new ArrayList<Fault>();
    PeerCertificate seen = certificate;
    if (seen != null && seen.endsSoon(now)) {
      warnings.add(seen.hasEnded(now) ? Fault.TLS_EXPIRED : Fault.TLS_CERTIFICATE_EXPIRING);
    }
    if (isPasswordNeedless) {
      warnings.add(Fault.AUTH_NOT_NEEDED);
    }
    return warnings;
  }
}
