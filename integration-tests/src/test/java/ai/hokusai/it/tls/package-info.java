/** The side of a client in a handshake, by whom it trusts. */
@NullMarked
package ai.hokusai.it.tls;

import org.jspecify.annotations.NullMarked;
