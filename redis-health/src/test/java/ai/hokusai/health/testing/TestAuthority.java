package ai.hokusai.health.testing;

import ai.hokusai.config.ClientIdentity;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that certifies what a test needs, with fresh keys. */
public final class TestAuthority {
  private static final Duration DAY = Duration.ofDays(1);
  private static final X500Principal NAME = new X500Principal("CN=Test Authority");

  private final PrivateKey key;
  private final X509Certificate certificate;

  private TestAuthority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  public static TestAuthority create() {
    KeyPair keys = newKeys();
    return new TestAuthority(
        keys.getPrivate(), sign(keys.getPrivate(), keys.getPublic(), NAME, Instant.now(), true));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Certifies a DNS name from yesterday until tomorrow. */
  public ClientIdentity issue(String dnsName) {
    return issue(dnsName, Instant.now());
  }

  /** Certifies a DNS name from a day before an instant until a day after. */
  public ClientIdentity issue(String dnsName, Instant middle) {
    KeyPair keys = newKeys();
    var subject = new X500Principal("CN=" + dnsName);
    return new ClientIdentity(
        List.of(sign(key, keys.getPublic(), subject, middle, false)), keys.getPrivate());
  }

  private static X509Certificate sign(
      PrivateKey signer, PublicKey holder, X500Principal subject, Instant middle, boolean isCa) {
    try {
      var builder = new JcaX509v3CertificateBuilder(
          NAME,
          BigInteger.valueOf(middle.toEpochMilli()),
          Date.from(middle.minus(DAY)),
          Date.from(middle.plus(DAY)),
          subject,
          holder);
      var names = new GeneralNames(
          new GeneralName(GeneralName.dNSName, subject.getName().substring("CN=".length())));
      if (isCa) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      } else {
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      var signature = new JcaContentSignerBuilder("SHA256withECDSA").build(signer);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signature));
    } catch (Exception e) {
      throw new IllegalStateException("no certificate for " + subject, e);
    }
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
