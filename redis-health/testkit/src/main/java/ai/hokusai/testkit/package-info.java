/** Faults of a Redis and its network on command, error replies, and certificates for tests. */
@NullMarked
package ai.hokusai.testkit;

import org.jspecify.annotations.NullMarked;
