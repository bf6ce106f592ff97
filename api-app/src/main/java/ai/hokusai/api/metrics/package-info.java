/** The metrics in the format of Prometheus, whose libraries are loaded at the first scrape. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.metrics;
