/** What Prometheus scrapes. Nothing of its libraries is loaded before the first scrape. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.metrics;
