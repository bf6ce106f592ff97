/** A real redis-server for tests, in a container where a Docker engine answers and as a process elsewhere. */
@NullMarked
package ai.hokusai.it.redis;

import org.jspecify.annotations.NullMarked;
