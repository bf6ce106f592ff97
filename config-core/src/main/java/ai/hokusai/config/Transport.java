package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_TLS_ENABLED;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Host;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import ai.hokusai.config.url.RedisUrl;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The use of TLS as it was read. TLS is never lost: where scheme and flag differ, the one that
 * requires TLS prevails.
 *
 * @param enabled whether TLS is spoken, null where that is not known
 * @param options the details, null where TLS is off
 */
record Transport(Setting<Boolean> enabled, @Nullable TlsOptions options) {

  static Transport read(
      Endpoint endpoint, Credentials credentials, SettingSource source, Problems problems) {
    Reading<Boolean> flag = source.flag(REDIS_TLS_ENABLED);
    Setting<Boolean> enabled = decide(endpoint, flag, problems);
    if (enabled.value() == null) {
      // Whether TLS is used is not known, but what is wrong with its settings is wrong either way.
      var ignored = TlsOptions.readAlone(source, problems);
      return new Transport(enabled, null);
    }
    if (!enabled.value()) {
      TlsOptions.reportUnused(source, problems);
      checkPlain(endpoint, credentials, problems);
      return new Transport(enabled, null);
    }
    if (tlsOf(endpoint) == ManagedEndpoint.Tls.OFF) {
      problems.add(ConfigCode.TLS_PROBABLY_UNSUPPORTED, endpoint.host().origin());
    }
    return new Transport(enabled, TlsOptions.read(endpoint, source, problems));
  }

  private static ManagedEndpoint.Tls tlsOf(Endpoint endpoint) {
    Integer port = endpoint.port().value();
    return endpoint.shape().tls(port == null ? 0 : port);
  }

  private static Setting<Boolean> decide(
      Endpoint endpoint, Reading<Boolean> flag, Problems problems) {
    RedisUrl url = endpoint.url().value();
    if (flag.isSet() && !flag.isUsable()) {
      return setting(null, flag.place());
    }
    if (url != null && url.tls() != null) {
      return byScheme(url.tls(), endpoint.url().place().at(Part.SCHEME), flag, problems);
    }
    if (flag.isUsable()) {
      return setting(flag.value(), flag.place());
    }
    if (endpoint.host().value() == null) {
      return setting(null, Origin.DEFAULT);
    }
    if (tlsOf(endpoint) == ManagedEndpoint.Tls.ON) {
      problems.add(ConfigCode.TLS_INFERRED_FROM_HOST, endpoint.host().origin());
      return setting(true, Origin.HOST_SHAPE);
    }
    return setting(false, Origin.DEFAULT);
  }

  private static Setting<Boolean> byScheme(
      boolean tls, Origin scheme, Reading<Boolean> flag, Problems problems) {
    if (flag.value() == null || flag.value() == tls) {
      return setting(tls, scheme);
    }
    if (tls) {
      problems.addConflict(ConfigCode.TLS_FLAG_OFF_IGNORED, flag.place(), scheme);
      return new Setting<>(REDIS_TLS_ENABLED, true, scheme, List.of(flag.place()));
    }
    problems.addConflict(ConfigCode.TLS_UPGRADED_BY_FLAG, flag.place(), scheme);
    return new Setting<>(REDIS_TLS_ENABLED, true, flag.place(), List.of(scheme));
  }

  private static Setting<Boolean> setting(@Nullable Boolean value, Origin origin) {
    return new Setting<>(REDIS_TLS_ENABLED, value, origin, List.of());
  }

  private static void checkPlain(Endpoint endpoint, Credentials credentials, Problems problems) {
    Host host = endpoint.host().value();
    if (tlsOf(endpoint) == ManagedEndpoint.Tls.ON) {
      problems.add(ConfigCode.TLS_PROBABLY_REQUIRED, endpoint.host().origin());
    }
    if (host != null && !host.isLoopback() && credentials.password().value() != null) {
      problems.add(ConfigCode.SECRET_OVER_PLAINTEXT, credentials.password().origin());
    }
  }

  void checkCertificates(Instant now, Problems problems) {
    if (options != null) {
      options.checkCertificates(now, problems);
    }
  }

  @Nullable
  TlsSettings settings() {
    return options == null ? null : options.settings();
  }

  void listIn(List<Setting<?>> all) {
    all.add(enabled);
    if (options != null) {
      options.listIn(all);
    }
  }
}
