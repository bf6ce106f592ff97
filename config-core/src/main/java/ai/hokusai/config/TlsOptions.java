package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_TLS_CA_FILE;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_CA_PEM;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_CERT_FILE;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_INSECURE_ALLOWED;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_KEY_FILE;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_SERVER_NAME;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_VERIFY;
import static java.util.Objects.requireNonNull;

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
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The details of TLS as they were read. */
record TlsOptions(
    Setting<TlsVerification> verification,
    Setting<TrustAnchors> trustAnchors,
    Setting<ClientIdentity> identity,
    Setting<Host> serverName) {

  private static final List<RedisVariable> ALL = List.of(
      REDIS_TLS_VERIFY,
      REDIS_TLS_CA_FILE,
      REDIS_TLS_CA_PEM,
      REDIS_TLS_CERT_FILE,
      REDIS_TLS_KEY_FILE,
      REDIS_TLS_SERVER_NAME);

  /** Certificates that show as their number. */
  record TrustAnchors(List<X509Certificate> certificates) {
    @Override
    public String toString() {
      return certificates.size() + (certificates.size() == 1 ? " certificate" : " certificates");
    }
  }

  static TlsOptions read(Endpoint endpoint, SettingSource source, Problems problems) {
    TlsOptions options = readAlone(source, problems);
    Host host = endpoint.host().value();
    boolean named =
        !options.serverName.isDefault() || host == null || !(host.isAddress() || host.isLoopback());
    if (options.verification.value() == TlsVerification.FULL && !named) {
      problems.add(ConfigCode.TLS_NAME_UNVERIFIABLE, endpoint.host().origin());
    }
    return options;
  }

  /** Reads what does not depend on the host. */
  static TlsOptions readAlone(SettingSource source, Problems problems) {
    Reading<TrustAnchors> anchors = trustAnchors(source, problems);
    return new TlsOptions(
        verification(anchors.isSet(), source, problems),
        anchors.orDefault(Setting.byDefault(REDIS_TLS_CA_FILE, null)),
        ClientIdentityReader.read(source, problems),
        source
            .host(REDIS_TLS_SERVER_NAME)
            .orDefault(Setting.byDefault(REDIS_TLS_SERVER_NAME, null)));
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

  void checkCertificates(Instant now, Problems problems) {
    if (identity.value() != null) {
      CertificateRules.checkChain(identity.value().chain(), identity.origin(), now, problems);
    }
    if (trustAnchors.value() != null) {
      CertificateRules.checkAuthorities(
          trustAnchors.value().certificates(), trustAnchors.origin(), now, problems);
    }
  }

  TlsSettings settings() {
    TrustAnchors anchors = trustAnchors.value();
    Host name = serverName.value();
    return TlsSettings.DEFAULT
        .withVerification(requireNonNull(verification.value()))
        .withTrustAnchors(anchors == null ? List.of() : anchors.certificates())
        .withIdentity(identity.value())
        .withServerName(name == null ? null : name.name());
  }

  void listIn(List<Setting<?>> all) {
    all.add(verification);
    all.add(trustAnchors);
    all.add(identity);
    all.add(serverName);
  }
}
