package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisFacts;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The results of new connections to a Redis whose probe keeps a working one. Immutable.
 *
 * @param cause the reason why they fail, null while they succeed
 * @param success the last one that succeeded, null before the first
 */
record NewConnections(@Nullable Cause cause, @Nullable ProbeResult success) {
  /** No attempt yet. */
  static final NewConnections NONE = new NewConnections(null, null);

  // They depend on the certificate, which may have changed since the kept connection was opened.
  private static final Set<Fault> OF_CERTIFICATE =
      EnumSet.of(Fault.TLS_CERTIFICATE_EXPIRING, Fault.TLS_EXPIRED);

  NewConnections failing(Cause newCause) {
    return new NewConnections(newCause, success);
  }

  /** The warnings of the kept connection, with those of the newer certificate. */
  List<Cause> warnings(List<Cause> kept) {
    ProbeResult newer = success;
    return newer == null
        ? kept
        : Stream.concat(
                newer.warnings().stream().filter(NewConnections::isOfCertificate),
                kept.stream().filter(each -> !isOfCertificate(each)))
            .toList();
  }

  private static boolean isOfCertificate(Cause warning) {
    return OF_CERTIFICATE.contains(Fault.of(warning));
  }

  /** The facts of the kept connection, with the newer certificate. */
  @Nullable
  RedisFacts facts(@Nullable RedisFacts kept) {
    ProbeResult newer = success;
    return newer == null || newer.facts() == null || kept == null
        ? kept
        : kept.withCertificate(newer.facts().certificate());
  }
}
