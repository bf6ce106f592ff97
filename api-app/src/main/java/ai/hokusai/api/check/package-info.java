/** The check before a deployment: the configuration, and one probe of Redis as the server would reach it. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.check;
