package ai.hokusai.config;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificate chain of this client and the key that belongs to it. Immutable.
 *
 * @param chain the certificates, the client's own first
 * @param key the private key of the first certificate
 */
public record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {

  /** Copies the list. */
  public ClientIdentity {
    chain = List.copyOf(chain);
  }

  @Override
  public String toString() {
    return "client certificate";
  }
}
