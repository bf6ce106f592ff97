/** Redis servers, relays and services under test, and the code that changes and observes them. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.faults.harness;
