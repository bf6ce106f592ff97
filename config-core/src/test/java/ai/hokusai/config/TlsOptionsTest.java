package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TlsOptionsTest {
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
  void showsWhatWasChosenWithoutItsContent() {
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
  void trustsTheAuthoritiesOfTheJvmByDefault() {
    var outcome = (ConfigOutcome.Resolved) outcome("REDIS_TLS_VERIFY=ca");
    assertThat(outcome.settings().tls())
        .isEqualTo(new TlsSettings(TlsVerification.CA, List.of(), null, null))
        .hasToString("TLS, verification CA, the JVM's trust anchors");
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
