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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The use of TLS as it was read. Where the scheme of the URL and the flag differ, TLS is used.
 *
 * @param enabled whether TLS is used, without a value where that is not known
 * @param tls the settings of TLS, of Redis or of sentinels only; null where it is off or not known
 */
record Transport(Setting<Boolean> enabled, @Nullable TlsSettings tls) {

  /**
   * Reads the use of TLS.
   *
   * @param all the list to which each setting is added with its origin
   */
  static Transport read(
      Endpoint endpoint,
      Credentials credentials,
      SettingSource source,
      Problems problems,
      List<Setting<?>> all) {
    Reading<Boolean> flag = source.flag(REDIS_TLS_ENABLED);
    Setting<Boolean> enabled = decide(endpoint, flag, problems);
    all.add(enabled);
    if (enabled.value() == null) {
      TlsReader.check(source, problems);
      return new Transport(enabled, null);
    }
    if (!enabled.value()) {
      checkPlain(endpoint, credentials, problems);
      if (Boolean.TRUE.equals(endpoint.sentinels().isTls())) {
        return new Transport(enabled, TlsReader.read(endpoint, source, problems, all));
      }
      TlsReader.reportUnused(source, problems);
      return new Transport(enabled, null);
    }
    if (tlsOf(endpoint) == ManagedEndpoint.Tls.OFF) {
      problems.add(ConfigCode.TLS_PROBABLY_UNSUPPORTED, endpoint.host().origin());
    }
    return new Transport(enabled, TlsReader.read(endpoint, source, problems, all));
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
    if (endpoint.host().value() == null && !endpoint.isOfSentinels()) {
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
    boolean isRemote =
        host == null ? endpoint.sentinels().isRemote(endpoint.url()) : !host.isLoopback();
    if (isRemote && credentials.password().value() != null) {
      problems.add(ConfigCode.SECRET_OVER_PLAINTEXT, credentials.password().origin());
    }
  }
}
