package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_TLS_CERT_FILE;
import static ai.hokusai.config.RedisVariable.REDIS_TLS_KEY_FILE;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the client certificate and its key, which come together or not at all. */
final class ClientIdentityReader {

  private ClientIdentityReader() {}

  static Setting<ClientIdentity> read(SettingSource source, Problems problems) {
    Reading<String> certificate = source.file(REDIS_TLS_CERT_FILE);
    Reading<String> key = source.file(REDIS_TLS_KEY_FILE);
    if (certificate.isSet() != key.isSet()) {
      Reading<String> alone = certificate.isSet() ? certificate : key;
      RedisVariable missing = certificate.isSet() ? REDIS_TLS_KEY_FILE : REDIS_TLS_CERT_FILE;
      problems.add(ConfigCode.CLIENT_CERTIFICATE_INCOMPLETE, named(alone), missing.name());
    }
    return new Reading<>(identity(certificate, key, problems), certificate.origin())
        .orDefault(Setting.byDefault(REDIS_TLS_CERT_FILE, null));
  }

  private static Origin named(Reading<String> file) {
    return Origin.variable(file.place().variable());
  }

  private static @Nullable ClientIdentity identity(
      Reading<String> certificate, Reading<String> key, Problems problems) {
    List<X509Certificate> chain =
        certificate.value() == null ? List.of() : Pem.certificates(certificate.value());
    PrivateKey privateKey = key.value() == null ? null : Pem.privateKey(key.value());
    if (certificate.value() != null && chain.isEmpty()) {
      problems.add(ConfigCode.CERTIFICATE_INVALID, certificate.place(), RedactedValue.VALUE);
    }
    if (key.value() != null && privateKey == null) {
      problems.add(ConfigCode.PRIVATE_KEY_INVALID, key.place(), RedactedValue.SECRET);
    }
    if (chain.isEmpty() || privateKey == null) {
      return null;
    }
    if (!Pem.belongTogether(privateKey, chain.get(0))) {
      problems.addConflict(ConfigCode.CLIENT_KEY_MISMATCH, named(key), named(certificate));
      return null;
    }
    return new ClientIdentity(chain, privateKey);
  }
}
