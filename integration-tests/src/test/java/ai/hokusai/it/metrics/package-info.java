/** The metrics of the runnable jar, and the alert rules, as Prometheus itself sees them. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.metrics;
