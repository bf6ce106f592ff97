/** The client side of a TLS handshake, with the certificates that it trusts. */
@NullMarked
package ai.hokusai.it.tls;

import org.jspecify.annotations.NullMarked;
