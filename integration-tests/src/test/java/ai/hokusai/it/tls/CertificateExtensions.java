package ai.hokusai.it.tls;

import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The X.509 extensions of the two kinds of certificate: what each may be used for, and under which names. */
final class CertificateExtensions {

  private CertificateExtensions() {}

  static Map<ASN1ObjectIdentifier, ASN1Encodable> ofAuthority() {
    return Map.of(
        Extension.basicConstraints, new BasicConstraints(true),
        Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  static Map<ASN1ObjectIdentifier, ASN1Encodable> ofPeer(CertificateRequest request) {
    var purposes =
        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
    return Map.of(
        Extension.basicConstraints, new BasicConstraints(false),
        Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature),
        Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes),
        Extension.subjectAlternativeName, new GeneralNames(names(request)));
  }

  private static GeneralName[] names(CertificateRequest request) {
    var dns = request.dnsNames().stream().map(name -> new GeneralName(GeneralName.dNSName, name));
    var ip = request.ipAddresses().stream()
        .map(address -> new GeneralName(GeneralName.iPAddress, address));
    return Stream.concat(dns, ip).toArray(GeneralName[]::new);
  }
}
