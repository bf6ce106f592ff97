package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_TLS_CA_FILE;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_CA_PEM;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_CERT_FILE;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_INSECURE_ALLOWED;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_KEY_FILE;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_SERVER_NAME;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_VERIFY;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.grammar.Values;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Host;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the settings of TLS. */
final class TlsReader {
  private static final List<RedisVariable> ALL = List.of(
      REDIS_TLS_VERIFY,
      REDIS_TLS_CA_FILE,
      REDIS_TLS_CA_PEM,
      REDIS_TLS_CERT_FILE,
      REDIS_TLS_KEY_FILE,
      REDIS_TLS_SERVER_NAME);

  /** Certificates whose text is their number. */
  record TrustAnchors(List<X509Certificate> certificates) {
    @Override
    public String toString() {
      return certificates.size() + (certificates.size() == 1 ? " certificate" : " certificates");
    }
  }

  private TlsReader() {}

  /**
   * Reads the settings.
   *
   * @param all the list to which each setting is added with its origin
   */
  static TlsSettings read(
      Endpoint endpoint, SettingSource source, Problems problems, List<Setting<?>> all) {
    TlsSettings settings = read(source, problems, all);
    Host host = endpoint.host().value();
    boolean isNamed =
        settings.serverName() != null || host == null || !(host.isAddress() || host.isLoopback());
    if (settings.verification() == TlsVerification.FULL && !isNamed) {
      problems.add(ConfigCode.TLS_NAME_UNVERIFIABLE, endpoint.host().origin());
    }
    return settings;
  }

  private static TlsSettings read(SettingSource source, Problems problems, List<Setting<?>> all) {
    Reading<TrustAnchors> anchors = trustAnchors(source, problems);
    Setting<TlsVerification> verification = verification(anchors.isSet(), source, problems);
    Setting<ClientIdentity> identity = ClientIdentityReader.read(source, problems);
    Setting<Host> serverName = source
        .host(REDIS_TLS_SERVER_NAME)
        .orDefault(Setting.byDefault(REDIS_TLS_SERVER_NAME, null));
    all.add(verification);
    all.add(anchors.orDefault(Setting.byDefault(REDIS_TLS_CA_FILE, null)));
    all.add(identity);
    all.add(serverName);
    return TlsSettings.DEFAULT
        .withVerification(verification.valueOrThrow())
        .withTrustAnchors(anchors.value() == null ? List.of() : anchors.value().certificates())
        .withIdentity(identity.value())
        .withServerName(serverName.value() == null ? null : serverName.value().name());
  }

  /** Reports the problems of the settings where it is not known whether TLS is used. */
  static void check(SettingSource source, Problems problems) {
    var unused = read(source, problems, new ArrayList<>());
  }

  private static Setting<TlsVerification> verification(
      boolean hasAnchors, SettingSource source, Problems problems) {
    boolean isAllowed =
        Boolean.TRUE.equals(source.flag(REDIS_TLS_INSECURE_ALLOWED).value());
    return source.setting(
        REDIS_TLS_VERIFY,
        (from, variable) -> from.<TlsVerification>read(
            variable,
            (text, origin) -> verification(text, origin, hasAnchors, isAllowed, problems)));
  }

  private static @Nullable TlsVerification verification(
      String text, Origin origin, boolean hasAnchors, boolean isAllowed, Problems problems) {
    TlsVerification verification = Values.word(text, TlsVerification.class);
    if (verification == null) {
      problems.add(ConfigCode.TLS_VERIFY_INVALID, origin, RedactedValue.VALUE);
    } else if (verification != TlsVerification.FULL) {
      boolean isNone = verification == TlsVerification.NONE;
      ConfigCode refused =
          isNone ? ConfigCode.TLS_INSECURE_NOT_ALLOWED : ConfigCode.TLS_PUBLIC_CA_NOT_ALLOWED;
      ConfigCode allowed =
          isNone ? ConfigCode.TLS_VERIFICATION_OFF : ConfigCode.TLS_HOSTNAME_UNVERIFIED;
      boolean isFine = isAllowed || (hasAnchors && !isNone);
      problems.add(isFine ? allowed : refused, origin, RedactedValue.VALUE);
    }
    return verification;
  }

  private static Reading<TrustAnchors> trustAnchors(SettingSource source, Problems problems) {
    Reading<String> pem = source.text(REDIS_TLS_CA_PEM);
    Reading<String> file = source.file(REDIS_TLS_CA_FILE);
    if (pem.isSet() && file.isSet()) {
      Origin path = Origin.variable(file.place().variable());
      problems.addConflict(ConfigCode.FILE_AND_VALUE, pem.place(), path);
    }
    Reading<String> chosen = pem.isSet() ? pem : file;
    List<X509Certificate> certificates =
        chosen.value() == null ? List.of() : Pem.certificates(chosen.value());
    if (chosen.value() != null && certificates.isEmpty()) {
      problems.add(ConfigCode.CERTIFICATE_INVALID, chosen.place(), RedactedValue.VALUE);
    }
    return new Reading<>(
        certificates.isEmpty() ? null : new TrustAnchors(certificates), chosen.origin());
  }

  static void reportUnused(SettingSource source, Problems problems) {
    for (RedisVariable variable : ALL) {
      Reading<String> reading = source.text(variable);
      if (reading.isSet()) {
        problems.add(ConfigCode.TLS_SETTING_UNUSED, reading.place());
      }
    }
  }
}
