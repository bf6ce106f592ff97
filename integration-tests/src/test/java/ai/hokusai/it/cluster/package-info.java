/** Faults of clusters, real and fake, and the time that each costs a service on the library. */
@NullMarked
package ai.hokusai.it.cluster;

import org.jspecify.annotations.NullMarked;
