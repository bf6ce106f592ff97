package ai.hokusai.it.tls;

import java.security.cert.X509Certificate;

/** A self-signed authority that issues certificates, and that a client may trust or not. */
public final class CertificateAuthority {

  private final CertificateSigner signer;
  private final X509Certificate certificate;

  private CertificateAuthority(CertificateSigner signer, X509Certificate certificate) {
    this.signer = signer;
    this.certificate = certificate;
  }

  /** Makes an authority with a key of its own; two of the same name do not vouch for each other. */
  public static CertificateAuthority create(String commonName) {
    var keys = CertificateSigner.newKeys();
    var request = CertificateRequest.forAuthority(commonName);
    var signer = new CertificateSigner(request.subject(), keys.getPrivate());
    return new CertificateAuthority(
        signer, signer.sign(request, keys.getPublic(), CertificateExtensions.ofAuthority()));
  }

  /** Certifies a fresh key, for servers and clients alike. */
  public Identity issue(CertificateRequest request) {
    var keys = CertificateSigner.newKeys();
    var extensions = CertificateExtensions.ofPeer(request);
    return new Identity(
        signer.sign(request, keys.getPublic(), extensions), keys.getPrivate(), certificate);
  }

  /** Lets a server or client vouch for itself, without any authority. */
  public static Identity selfSigned(CertificateRequest request) {
    var keys = CertificateSigner.newKeys();
    var certificate = new CertificateSigner(request.subject(), keys.getPrivate())
        .sign(request, keys.getPublic(), CertificateExtensions.ofPeer(request));
    return new Identity(certificate, keys.getPrivate(), certificate);
  }

  X509Certificate certificate() {
    return certificate;
  }

  public String pem() {
    return Pem.of(certificate);
  }
}
