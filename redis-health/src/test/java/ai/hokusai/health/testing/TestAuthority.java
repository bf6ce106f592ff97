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

  private final X500Principal name;
  private final PrivateKey key;
  private final X509Certificate certificate;

  private TestAuthority(X500Principal name, PrivateKey key, X509Certificate certificate) {
    this.name = name;
    this.key = key;
    this.certificate = certificate;
  }

  public static TestAuthority create() {
    return create("Test Authority");
  }

  /** Creates an authority; a server names those that it trusts, and a client compares the names only. */
  public static TestAuthority create(String commonName) {
    KeyPair keys = newKeys();
    var name = new X500Principal("CN=" + commonName);
    var self = new Subject(name, keys.getPublic(), true);
    return new TestAuthority(
        name, keys.getPrivate(), sign(name, keys.getPrivate(), self, Instant.now()));
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
    var certified = sign(name, key, new Subject(subject, keys.getPublic(), false), middle);
    return new ClientIdentity(List.of(certified), keys.getPrivate());
  }

  private record Subject(X500Principal name, PublicKey key, boolean isAuthority) {}

  private static X509Certificate sign(
      X500Principal issuer, PrivateKey signer, Subject subject, Instant middle) {
    try {
      var builder = new JcaX509v3CertificateBuilder(
          issuer,
          BigInteger.valueOf(middle.toEpochMilli()),
          Date.from(middle.minus(DAY)),
          Date.from(middle.plus(DAY)),
          subject.name(),
          subject.key());
      var names = new GeneralNames(
          new GeneralName(GeneralName.dNSName, subject.name().getName().substring("CN=".length())));
      if (subject.isAuthority()) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      } else {
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      var signature = new JcaContentSignerBuilder("SHA256withECDSA").build(signer);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signature));
    } catch (Exception e) {
      throw new IllegalStateException("no certificate for " + subject.name(), e);
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
