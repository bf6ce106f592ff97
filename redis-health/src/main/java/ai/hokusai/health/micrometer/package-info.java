/** Health, traffic and pool as meters of Micrometer, an optional dependency of this module. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.micrometer;
