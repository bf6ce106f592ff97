package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.KnownSecrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TlsReaderTest {
  private static final String CERTIFICATE = "@/client.pem=classpath:client.pem";
  private static final String KEY = "@/client.key=classpath:client.key";

  @Test
  void takesTrustAnchorsOutOfOnePlaceOnly() {
    assertThat(messages(
            "REDIS_TLS_CA_FILE=/client.pem", "REDIS_TLS_CA_PEM=a certificate", CERTIFICATE))
        .containsExactly(
            "both REDIS_TLS_CA_PEM and REDIS_TLS_CA_FILE are set",
            "REDIS_TLS_CA_PEM holds no usable PEM certificate");
  }

  @Test
  void namesTheFileOfAClientCertificateThatIsNone() {
    assertThat(messages(
            "REDIS_TLS_CERT_FILE=/text", "REDIS_TLS_KEY_FILE=/client.key", "@/text=no PEM", KEY))
        .containsExactly("the file named by REDIS_TLS_CERT_FILE holds no usable PEM certificate");
  }

  @Test
  void showsTheChosenSourceWithoutItsContent() {
    var outcome = (ConfigOutcome.Resolved) outcome(
        "REDIS_TLS_CA_FILE=/client.pem",
        "REDIS_TLS_CERT_FILE=/client.pem",
        "REDIS_TLS_KEY_FILE=/client.key",
        "REDIS_TLS_SERVER_NAME=Name.Example",
        CERTIFICATE,
        KEY);
    TlsSettings tls = outcome.settings().tls();
    assertThat(tls)
        .hasToString("TLS, verification FULL, 1 trust anchors, client certificate")
        .extracting(TlsSettings::serverName)
        .isEqualTo("name.example");
  }

  @Test
  void usesTheTrustAnchorsOfTheJvmByDefault() {
    var outcome =
        (ConfigOutcome.Resolved) outcome("REDIS_TLS_VERIFY=ca", "REDIS_TLS_INSECURE_ALLOWED=true");
    assertThat(outcome.settings().tls())
        .isEqualTo(TlsSettings.DEFAULT.withVerification(TlsVerification.CA))
        .hasToString("TLS, verification CA, the JVM's trust anchors");
  }

  @Test
  void refusesToAcceptAnyCertificateOfTheWebUnlessThatIsAllowed() {
    String unverified =
        "REDIS_TLS_VERIFY is ca: the host name in the server certificate is not verified";
    assertThat(messages("REDIS_TLS_VERIFY=ca"))
        .containsExactly(
            "REDIS_TLS_VERIFY is ca without a private CA, so a certificate of any public CA is"
                + " accepted");
    assertThat(messages("REDIS_TLS_VERIFY=ca", "REDIS_TLS_CA_FILE="))
        .containsExactly(
            "REDIS_TLS_VERIFY is ca without a private CA, so a certificate of any public CA is"
                + " accepted");
    assertThat(messages("REDIS_TLS_VERIFY=ca", "REDIS_TLS_INSECURE_ALLOWED=true"))
        .containsExactly(unverified);
    assertThat(messages("REDIS_TLS_VERIFY=ca", "REDIS_TLS_CA_FILE=/client.pem", CERTIFICATE))
        .containsExactly(unverified);
    assertThat(outcome("REDIS_TLS_VERIFY=ca")).isInstanceOf(ConfigOutcome.Rejected.class);
  }

  @Test
  void reportsEveryWeaknessOfAClientCertificate() {
    assertThat(messages(
            "REDIS_TLS_CERT_FILE=/weak.pem",
            "REDIS_TLS_KEY_FILE=/weak.key",
            "@/weak.pem=classpath:weak.pem",
            "@/weak.key=classpath:weak.key"))
        .containsExactly(
            "the file named by REDIS_TLS_CERT_FILE holds an RSA key of less than 2048 bits, which"
                + " can be forged",
            "the file named by REDIS_TLS_CERT_FILE holds a signature with MD5 or SHA-1, which can"
                + " be forged");
  }

  @Test
  void checksNoTimeWithoutOne() {
    Map<String, String> environment = Map.of(
        "REDIS_URL",
        "rediss://redis",
        "REDIS_TLS_CERT_FILE",
        "src/test/resources/ai/hokusai/config/expired.pem",
        "REDIS_TLS_KEY_FILE",
        "src/test/resources/ai/hokusai/config/expired.key");
    assertThat(RedisConfig.resolve(environment).diagnostics()).isEmpty();
    assertThat(RedisConfig.resolve(
            environment,
            FileSource.system(),
            new KnownSecrets(),
            Instant.parse("2019-12-31T00:00:00Z")))
        .extracting(each -> each.diagnostics().get(0).type())
        .isEqualTo(ConfigCode.CLIENT_CERTIFICATE_EXPIRING);
  }

  private static List<String> messages(String... lines) {
    return outcome(lines).diagnostics().stream().map(Diagnostic::message).toList();
  }

  private static ConfigOutcome outcome(String... lines) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("REDIS_URL=rediss://redis");
    return Case.of("tls", all).outcome();
  }
}
