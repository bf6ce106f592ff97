/** The image of the API, built from the Dockerfile of this repository and run by a Docker engine. */
@NullMarked
package ai.hokusai.it.container;

import org.jspecify.annotations.NullMarked;
