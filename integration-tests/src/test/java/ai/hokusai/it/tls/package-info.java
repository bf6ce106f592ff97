/** Certificates made in code: authorities, good and bad server certificates, and the trust in them. */
@NullMarked
package ai.hokusai.it.tls;

import org.jspecify.annotations.NullMarked;
