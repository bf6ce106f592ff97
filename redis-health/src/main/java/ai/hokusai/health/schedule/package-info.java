/** The times and thresholds of a check. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.schedule;
