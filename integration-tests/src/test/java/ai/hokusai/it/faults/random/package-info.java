/** Random scenarios, and the statuses that are right in each. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.faults.random;
