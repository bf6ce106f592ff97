/** The check after a deployment: polls the service until the expected release answers on enough instances. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.deployment;
