package ai.hokusai.it.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys on P-256, made in a millisecond, and X.509 certificates signed with them. */
final class CertificateSigner {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final X500Principal issuer;
  private final PrivateKey key;

  CertificateSigner(X500Principal issuer, PrivateKey key) {
    this.issuer = issuer;
    this.key = key;
  }

  static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no P-256 keys", e);
    }
  }

  X509Certificate sign(
      CertificateRequest request,
      PublicKey holder,
      Map<ASN1ObjectIdentifier, ASN1Encodable> extensions) {
    var builder = new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, RANDOM),
        Date.from(request.notBefore()),
        Date.from(request.notAfter()),
        request.subject(),
        holder);
    try {
      for (var extension : extensions.entrySet()) {
        builder.addExtension(extension.getKey(), true, extension.getValue());
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate for " + request, e);
    }
  }
}
